package io.procpool.it.cli;

import static io.procpool.it.cli.Cli.assertExit;
import static io.procpool.it.cli.Cli.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.it.CommandLine;
import io.procpool.it.CommandLine.Run;
import java.io.BufferedReader;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where workers run, what is started ahead and what is debugged, as the command line has it. */
class PlacedWorkersIT {

  private static final String PLACES =
      """
      package com.acme;

      import java.nio.file.Files;
      import java.nio.file.Path;

      public class Places {
        public static String processors(String line) throws Exception {
          String status = Files.readString(Path.of("/proc/self/status"));
          return status.replaceFirst("(?s).*Cpus_allowed_list:\\\\s+(\\\\S+).*", "$1");
        }

        public static String niceness(String line) throws Exception {
          return Files.readString(Path.of("/proc/self/stat")).replaceFirst(".*\\\\) ", "").split(" ")[16];
        }
      }
      """;

  @TempDir private Path folder;

  private String jar;

  @BeforeEach
  void build() {
    jar = JobJar.of(PLACES).writeTo(folder.resolve("places.jar")).toString();
  }

  @Test
  void workersArePinned() {
    assertThat(outputOf("processors", "--pin")).matches("\\d+");
  }

  @Test
  void workersAreNicer() {
    int ours = Integer.parseInt(outputOf("niceness"));

    assertThat(outputOf("niceness", "--nice", "2", "--pin", "--procs", "2"))
        .isEqualTo(Integer.toString(Math.min(19, ours + 2)));
  }

  @Test
  void sparesChangeNoResult() {
    assertThat(outputOf("niceness", "--spares", "1")).isEqualTo(outputOf("niceness"));
  }

  @Test
  void aWorkerSaysWhereItWaitsForADebugger() throws Exception {
    List<String> arguments =
        List.of("--procs", "2", "--debug-worker", "1", "--map", "com.acme.Places::niceness", jar);
    Process process = CommandLine.startProcpool(arguments, folder, Map.of());
    try (BufferedReader err = process.errorReader()) {
      assertThat(err.readLine())
          .matches("procpool-1-worker-1 \\(pid \\d+\\) waits for a debugger at localhost:\\d+");
      try (Writer in = process.outputWriter()) {
        in.write("line\n");
      }
      assertThat(process.inputReader().readLine()).as("of the other worker").matches("-?\\d+");
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it does not wait for one").isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      CommandLine.kill(process);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--nice=x",
        "--nice=20",
        "--nice=-21",
        "--nice=",
        "--spares=-1",
        "--spares=x",
        "--debug-worker=1",
        "--debug-worker=x",
        "--debug-worker=-1"
      })
  void whatMakesNoSenseIsShown(String option) {
    String[] parts = option.split("=", 2);
    Run run =
        CommandLine.procpool("--procs", "1", option, "--map", "com.acme.Places::niceness", jar);

    assertFails(run, 2, parts[0], "'" + parts[1] + "'");
  }

  @Test
  void sparesCannotBePinned() {
    Run run =
        CommandLine.procpool("--pin", "--spares", "1", "--map", "com.acme.Places::niceness", jar);

    assertFails(run, 2, "--pin", "--spares");
  }

  private String outputOf(String method, String... options) {
    List<String> arguments = new ArrayList<>(List.of(options));
    if (!arguments.contains("--procs")) {
      arguments.addAll(List.of("--procs", "1"));
    }
    arguments.addAll(List.of("--map", "com.acme.Places::" + method, jar));
    Run run = CommandLine.procpool(arguments, "line\n");
    assertExit(run, 0);
    return run.stdout().strip();
  }
}
