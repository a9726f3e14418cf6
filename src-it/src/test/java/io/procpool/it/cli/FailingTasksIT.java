package io.procpool.it.cli;

import static io.procpool.it.cli.Cli.assertExit;
import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.it.CommandLine;
import io.procpool.it.CommandLine.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that fail: one line each, the others run. Exit code 1. */
class FailingTasksIT {

  private static final String TROUBLE =
      """
      package com.acme;

      public class Trouble {
        public static String error(String line) {
          throw new AssertionError("never " + line);
        }

        public static String exit(String line) {
          if (line.equals("exit")) {
            System.exit(9);
          }
          return line;
        }

        public static Object unprintable(String line) {
          return new Object() {
            @Override public String toString() { throw new IllegalStateException("no text"); }
          };
        }

        public static String lines(String line) {
          throw new IllegalStateException("first\\nsecond");
        }
      }
      """;

  @TempDir private static Path folder;
  private static String jar;

  @BeforeAll
  static void writeJar() {
    jar = JobJar.of(Cli.METHODS, TROUBLE).writeTo(folder.resolve("job.jar")).toString();
  }

  @Test
  void eachFailureIsALineAndTheOthersRun() {
    Run run = map("Methods::failingOnOdd", Cli.numbers(10), "-j2");

    assertExit(run, 1);
    assertThat(run.stdout()).isEqualTo("even 0\neven 2\neven 4\neven 6\neven 8\n");
    assertThat(run.stderr().lines())
        .containsExactly(
            "procpool: task 1 (1) failed: java.io.IOException: odd: 1",
            "procpool: task 3 (3) failed: java.io.IOException: odd: 3",
            "procpool: task 5 (5) failed: java.io.IOException: odd: 5",
            "procpool: task 7 (7) failed: java.io.IOException: odd: 7",
            "procpool: task 9 (9) failed: java.io.IOException: odd: 9",
            "procpool: 5 of 10 tasks failed.");
  }

  @Test
  void unorderedFailuresAreAllThere() {
    Run run = map("Methods::failingOnOdd", Cli.numbers(1000), "-j2", "--unordered");

    assertExit(run, 1);
    assertThat(run.stdout().lines().map(line -> line.split(" ")[1]).map(Integer::parseInt).sorted())
        .isEqualTo(IntStream.range(0, 500).map(i -> 2 * i).boxed().toList());
    assertThat(run.stderr().lines()).hasSize(501).contains("procpool: 500 of 1000 tasks failed.");
  }

  @Test
  void stackTracesAreShownIfThatIsAskedFor() {
    Run run = map("Methods::failingOnOdd", "1\n", "-v");

    assertExit(run, 1);
    assertThat(run.stderr())
        .contains("failed: java.io.IOException: odd: 1")
        .contains("\tat com.acme.Methods.failingOnOdd(Methods.java");
  }

  @Test
  void anErrorFailsItsTaskOnly() {
    Run run = map("Trouble::error", "a\nb\n", "-j1");

    assertExit(run, 1);
    assertThat(run.stderr().lines())
        .containsExactly(
            "procpool: task 0 (a) failed: java.lang.AssertionError: never a",
            "procpool: task 1 (b) failed: java.lang.AssertionError: never b",
            "procpool: 2 of 2 tasks failed.");
  }

  @Test
  void aTaskThatEndsItsWorkerFailsAloneAndSaysHow() {
    Run run = map("Trouble::exit", "a\nexit\nb\n", "-j1", "--chunk", "1");

    assertExit(run, 1);
    assertThat(run.stderr()).contains("task 1 (exit) failed", "exit code 9", "1 of 3 tasks");
    assertThat(run.stdout()).isEqualTo("a\nb\n");
  }

  @Test
  void aResultWhoseTextCannotBeMadeFailsItsTask() {
    Run run = map("Trouble::unprintable", "a\n", "-j1");

    assertExit(run, 1);
    assertThat(run.stdout()).isEmpty();
    assertThat(run.stderr()).contains("java.lang.IllegalStateException: no text");
  }

  /** Who counts the lines counts the failures, and can tell them from what tasks print. */
  @Test
  void aMessageOfSeveralLinesIsStillOneLine() {
    Run run = map("Trouble::lines", "a\nb\n", "-j1");

    assertExit(run, 1);
    assertThat(run.stderr().lines()).hasSize(3).allMatch(line -> line.startsWith("procpool: "));
  }

  private static Run map(String method, String input, String... options) {
    List<String> args = new ArrayList<>(List.of(options));
    args.addAll(List.of("--map", "com.acme." + method, jar));
    return CommandLine.procpool(args, input);
  }
}
