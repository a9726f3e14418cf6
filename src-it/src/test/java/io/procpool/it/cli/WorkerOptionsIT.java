package io.procpool.it.cli;

import static io.procpool.it.cli.Cli.assertExit;
import static io.procpool.it.cli.Cli.assertFails;
import static io.procpool.it.cli.Cli.assertPrints;
import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.it.CommandLine;
import io.procpool.it.CommandLine.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line can say of what is around a worker. */
class WorkerOptionsIT {

  private static final String ASKING =
      """
      package com.acme;

      import io.procpool.task.TaskContext;

      public class Asking {
        public static String variable(String name) {
          return System.getenv(name);
        }
        public static String property(String name) {
          return System.getProperty(name);
        }
        public static String folder(String line) throws java.io.IOException {
          return java.nio.file.Path.of("").toRealPath().getFileName().toString();
        }
        public static long random(String line) {
          return TaskContext.current().random().nextLong();
        }
      }
      """;

  @TempDir private static Path folder;
  private static String jar;

  @BeforeAll
  static void writeJar() {
    jar = JobJar.of(ASKING).writeTo(folder.resolve("job.jar")).toString();
  }

  @Test
  void variablesFlagsAndTheFolderAreTheWorkers() {
    assertPrints(
        map("variable", "A\nB\n", "-j1", "--env", "A=a b=c", "--env", "B=slot {slot}"),
        "a b=c",
        "slot 0");
    assertPrints(map("property", "port\n", "-j1", "-J-Dport=800{slot}"), "8000");
    assertPrints(
        map("folder", "x\n", "-j1", "--cwd", folder.resolve("worker-{slot}").toString()),
        "worker-0");
  }

  @Test
  void aSeedMakesTheSameRandomNumbersWithAnyNumberOfWorkers() {
    Run one = map("random", Cli.numbers(50), "-j1", "--seed", "42");
    Run two = map("random", Cli.numbers(50), "-j2", "--seed", "42", "--chunk", "1");
    Run other = map("random", Cli.numbers(50), "-j1", "--seed", "43");

    assertExit(one, 0);
    assertThat(two.stdout()).isEqualTo(one.stdout());
    assertThat(other.stdout()).isNotEqualTo(one.stdout());
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertFails(map("folder", "x\n", "--env", "A"), 2, "--env", "NAME=VALUE", "'A'");
    assertFails(map("folder", "x\n", "--env", "=A"), 2, "--env", "NAME=VALUE");
    assertFails(map("folder", "x\n", "--seed", "x"), 2, "--seed", "'x'");
    assertFails(
        map("folder", "x\n", "--cwd", folder.resolve("missing").toString()),
        4,
        "the working directory",
        "is not there");
  }

  private static Run map(String method, String input, String... options) {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of("--map", "com.acme.Asking::" + method, jar));
    return CommandLine.procpool(arguments, input);
  }
}
