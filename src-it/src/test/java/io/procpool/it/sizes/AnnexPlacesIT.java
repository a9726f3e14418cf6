package io.procpool.it.sizes;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.ProcessPool;
import io.procpool.it.CommandLine;
import io.procpool.it.CommandLine.Run;
import io.procpool.it.wire.Program;
import io.procpool.testkit.Probes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large arrays cross wherever their files can be, and where they can be nowhere. */
class AnnexPlacesIT {

  @TempDir private Path folder;

  @Test
  void inAFolderOfOnesOwn() throws IOException {
    assertCrosses("-Dprocpool.annexes=" + folder, "seen rwx------ rw-------");
    assertThat(Files.list(folder)).isEmpty();
  }

  @Test
  void whereThereIsNoSuchFolder() {
    assertCrosses("-Dprocpool.annexes=" + folder.resolve("absent"), "seen nothing");
  }

  @Test
  void whereAFileIsInPlaceOfTheFolder() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertCrosses("-Dprocpool.annexes=" + file, "seen nothing");
  }

  @Test
  void whereTheyAreTurnedOff() {
    assertCrosses("-Dprocpool.annexes=none", "seen nothing");
  }

  /** A file grows up to the limit, and what it has is taken back. */
  @Test
  void underALimitForFiles() throws IOException {
    List<String> command =
        new ArrayList<>(List.of("/bin/sh", "-c", "ulimit -f 1200; exec \"$@\"", "sh"));
    command.addAll(
        Program.command(Echoing.class, List.of("-Dprocpool.annexes=" + folder), folder.toString()));

    Run run = CommandLine.await(CommandLine.start(command, Path.of("."), Map.of()));

    assertThat(run.stdout())
        .as(run.stderr())
        .contains("the same 3000000")
        .contains("the same 590000");
    assertThat(Files.list(folder)).isEmpty();
  }

  private void assertCrosses(String flag, String seen) {
    Run run =
        CommandLine.await(
            CommandLine.start(
                Program.command(Echoing.class, List.of(flag), folder.toString()),
                Path.of("."),
                Map.of()));

    assertThat(run.stdout())
        .as(run.stderr())
        .isEqualTo("the same 3000000\nthe same 590000\n" + seen + "\n");
    assertThat(run.exitCode()).isZero();
  }

  /** The main class of a JVM that sends large arrays there and back. */
  static final class Echoing {

    private Echoing() {}

    /**
     * @param args a folder; prints what its tasks have seen there
     */
    public static void main(String[] args) {
      try (ProcessPool pool = ProcessPool.create(1)) {
        for (int length : new int[] {3_000_000, 590_000}) {
          byte[] array = Arrays.bytes(length);
          byte[] same = pool.apply(Probes.echo(), array);
          System.out.println(
              (java.util.Arrays.equals(same, array) ? "the same " : "another of ") + same.length);
        }
        byte[] captured = Arrays.bytes(1_000_000);
        System.out.println(
            "seen " + pool.map(x -> x + permissions(args[0], captured), List.of("")).get(0));
      }
    }

    private static String permissions(String base, byte[] unused) throws IOException {
      for (Path file : AnnexFiles.of(Path.of(base), ProcessHandle.current().parent().get().pid())) {
        return unused.length == 0
            ? ""
            : PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent()))
                + " "
                + PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
      }
      return "nothing";
    }
  }
}
