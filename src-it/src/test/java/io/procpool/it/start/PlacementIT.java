package io.procpool.it.start;

import static io.procpool.it.calls.Probes.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.procpool.MapOptions;
import io.procpool.ProcessPool;
import io.procpool.WorkerStartException;
import io.procpool.it.CommandLine;
import io.procpool.it.CommandLine.Run;
import io.procpool.it.calls.Probes;
import io.procpool.it.wire.Link;
import io.procpool.it.wire.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On which processor a worker runs, and what it gives way to: asked of the kernel. */
class PlacementIT {

  /** Of the fields of a process's stat file that stand behind its name. */
  private static final int NICENESS_FIELD = 16;

  private static final int MOST_NICENESS = 19;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void eachWorkerRunsOnOneProcessorOfItsOwn(Link link) {

    int workers = Runtime.getRuntime().availableProcessors() + 1;
    String before = link.choose();
    try (ProcessPool pool = ProcessPool.builder().processes(workers).pinning(true).build()) {
      Map<Integer, String> allowed = new TreeMap<>();
      Probes.meetingOfAll(pool, folder, "all").forEach(pid -> allowed.put(slot(pid), allowed(pid)));

      assertThat(allowed).hasSize(workers);
      assertThat(allowed.values()).allMatch(list -> list.matches("\\d+"));
      assertThat(allowed.values().stream().distinct()).hasSize(workers - 1);
      assertThat(allowed.get(workers - 1)).isEqualTo(allowed.get(0));
      assertThat(pool.apply(() -> Runtime.getRuntime().availableProcessors())).isEqualTo(1);
    } finally {
      Link.restore(before);
    }
  }

  @Test
  void theProcessorsAreThoseThatThisJvmMayUse() {
    String last = last(allowed(ProcessHandle.current().pid()));
    List<String> command = new ArrayList<>(List.of("taskset", "-c", last));
    command.addAll(Program.command(Pinned.class, List.of()));

    Run run = CommandLine.run(command, "", Path.of("."));

    assertThat(run.exitCode()).as(run.stderr()).isZero();
    assertThat(run.stdout().lines()).containsExactly(last, last);
  }

  @ParameterizedTest
  @EnumSource
  void workersAreNicerThanThisJvm(Link link) {
    int ours = niceness(ProcessHandle.current().pid());
    String before = link.choose();
    try (ProcessPool pool = ProcessPool.builder().processes(1).niceness(3).pinning(true).build()) {
      long pid = pool.apply(Probes::pid);

      assertThat(niceness(pid)).isEqualTo(Math.min(MOST_NICENESS, ours + 3));
      assertThat(allowed(pid)).matches("\\d+");
      Probes.kill(pid);
      Probes.awaitDeath(pid);
      assertThat(niceness(pool.apply(Probes::pid))).isEqualTo(Math.min(MOST_NICENESS, ours + 3));
    } finally {
      Link.restore(before);
    }
  }

  /** For root it is, so root gives up the right to. */
  @Test
  void aNicenessThatIsNotAllowedIsRefusedBeforeAWorkerStarts() {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("setpriv", "--bounding-set", "-sys_nice", "--inh-caps", "-sys_nice"));
    }
    command.addAll(Program.command(Urgent.class, List.of()));

    Run run = CommandLine.run(command, "", Path.of("."));

    assertThat(run.exitCode()).as(run.stderr()).isZero();
    assertThat(run.stdout()).contains("may not give workers the niceness -5").doesNotContain("[");
  }

  @Test
  void sparesCannotBePinned() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProcessPool.builder().processes(1).spares(1).pinning(true).build())
        .withMessageContaining("spares cannot be pinned");
  }

  /** The main class of a process that may use one processor only. */
  static final class Pinned {

    private Pinned() {}

    public static void main(String[] args) {
      try (ProcessPool pool = ProcessPool.builder().processes(2).pinning(true).build()) {
        pool.map(x -> allowed(Probes.pid()), range(0, 2), MapOptions.DEFAULT.withChunkSize(1))
            .forEach(System.out::println);
      }
    }
  }

  /** The main class of a process that asks for too much. */
  static final class Urgent {

    private Urgent() {}

    public static void main(String[] args) {
      try (ProcessPool pool = ProcessPool.builder().processes(1).niceness(-5).build()) {
        System.out.println("[" + pool + "]");
      } catch (WorkerStartException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  private static int slot(long pid) {
    String[] words = text(pid, "cmdline").split("\0");
    int main = List.of(words).indexOf("io.procpool.worker.WorkerMain");
    return Integer.parseInt(words[main + 2]);
  }

  private static String allowed(long pid) {
    return text(pid, "status")
        .lines()
        .filter(line -> line.startsWith("Cpus_allowed_list:"))
        .map(line -> line.split("\\s+")[1])
        .findFirst()
        .orElseThrow();
  }

  private static String last(String list) {
    return list.replaceFirst(".*[,-]", "");
  }

  private static int niceness(long pid) {
    String fields = text(pid, "stat").replaceFirst("(?s).*\\) ", "");
    return Integer.parseInt(fields.split(" ")[NICENESS_FIELD]);
  }

  private static String text(long pid, String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
