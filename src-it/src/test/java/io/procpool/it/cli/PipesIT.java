package io.procpool.it.cli;

import static io.procpool.it.cli.Cli.assertExit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.procpool.it.Artifacts;
import io.procpool.it.CommandLine;
import io.procpool.it.CommandLine.Run;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As one part of a shell's line: readers that go, disks that are full. */
class PipesIT {

  private static final Path HERE = Path.of(".");

  @TempDir private static Path folder;
  private static String jar;

  @BeforeAll
  static void writeJar() {
    jar = JobJar.of(Cli.METHODS).writeTo(folder.resolve("job.jar")).toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--unordered"})
  void aReaderThatHasSeenEnoughEndsTheRunQuietly(String option) {
    Run run = shell("yes line | " + upper(option) + " | head -1");

    assertExit(run, 0);
    assertThat(run.stdout()).isEqualTo("LINE\n");
    assertThat(run.stderr()).isEmpty();
  }

  @Test
  void aReaderThatGoesDuringALongTailOfResultsEndsTheRunQuietly() {
    Run run = shell("yes line | head -1000000 | " + upper("") + " | head -100000 | wc -l");

    assertExit(run, 0);
    assertThat(run.stdout().strip()).isEqualTo("100000");
    assertThat(run.stderr()).isEmpty();
  }

  @Test
  void aFullDiskIsAnErrorOfTheOutput() {
    assumeTrue(Files.exists(Path.of("/dev/full")), "Not run: there is no /dev/full.");

    Run few = shell("echo line | " + upper("") + " > /dev/full");
    Run many = shell("yes line | " + upper("") + " > /dev/full");

    for (Run run : List.of(few, many)) {
      assertExit(run, 6);
      assertThat(run.stderr().lines()).hasSize(1);
      assertThat(run.stderr()).startsWith("procpool: ").contains("No space left on device");
    }
  }

  @Test
  void aResultIsSeenBeforeTheNextOneIsThere() throws IOException {
    Process process =
        CommandLine.startProcpool(
            List.of("-j1", "--chunk", "1", "--map", "com.acme.Methods::waiting", jar),
            HERE,
            Map.of());
    process.getOutputStream().write("0\n60000\n".getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();

    String first = firstLine(process.getInputStream());

    assertThat(process.isAlive()).isTrue();
    CommandLine.kill(process);
    assertThat(first).isEqualTo("waited 0");
  }

  private static String upper(String option) {
    return "'%s' -jar '%s' -j2 %s --map com.acme.Methods::upper '%s'"
        .formatted(CommandLine.java(), Artifacts.procpoolJar(), option, jar);
  }

  private static Run shell(String line) {
    return CommandLine.run(List.of("/bin/sh", "-c", line), "", HERE);
  }

  private static BufferedReader reader(InputStream stream) {
    return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }

  private static String firstLine(InputStream stream) throws IOException {
    return reader(stream).readLine();
  }
}
