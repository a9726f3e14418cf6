package io.procpool.it.cli;

import static io.procpool.it.cli.Cli.assertExit;
import static io.procpool.it.cli.Cli.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.it.CommandLine;
import io.procpool.it.CommandLine.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code doctor}: what it finds out about a job, by its first input. */
class DoctorIT {

  private static final String RETURNING_A_THREAD =
      """
      package com.acme;

      public class Threads implements io.procpool.task.Job<String, Thread> {
        public Thread apply(String name) {
          return new Thread(name);
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  void aJobThatIsWellIsDescribed() {
    Run run = doctor("first line\nsecond line\n", Cli.METHODS, "--map", "com.acme.Methods::upper");

    assertExit(run, 0);
    assertThat(run.stderr()).isEmpty();
    assertThat(run.stdout().lines())
        .anyMatch(line -> line.matches("job +com\\.acme\\.Methods::upper \\(--map\\)"))
        .anyMatch(line -> line.matches("workers +procpool-1: 2 workers, each with \\d+ MiB .*"))
        .anyMatch(line -> line.matches("item +java\\.lang\\.String +\\d+ bytes"))
        .anyMatch(line -> line.matches("result +java\\.lang\\.String +\\d+ bytes"))
        .anyMatch(line -> line.matches("verdict +all of it crosses.*"));
  }

  @Test
  void aResultThatCannotCrossIsNamed() {
    Run run = doctor("x\n", RETURNING_A_THREAD, "--job", "com.acme.Threads");

    assertExit(run, 1);
    assertThat(run.stdout()).contains("java.lang.Thread", "not all of it crosses");
  }

  @Test
  void aTaskThatFailsIsQuoted() {
    Run run = doctor("3\n", Cli.METHODS, "--map", "com.acme.Methods::failingOnOdd");

    assertExit(run, 1);
    assertThat(run.stdout()).contains("odd: 3", "the task failed");
  }

  @Test
  void withoutInputItSaysWhatItNeeds() {
    Run run = doctor("", Cli.METHODS, "--map", "com.acme.Methods::upper");

    assertExit(run, 1);
    assertThat(run.stdout()).containsPattern("input +there is none");
  }

  @Test
  void aMissingJobIsToldAsInARun() {
    assertFails(doctor("", Cli.METHODS, "--job", "com.acme.Nope"), 3, "com.acme.Nope");
  }

  private Run doctor(String stdin, String source, String... options) {
    Path jar = JobJar.of(source).writeTo(folder.resolve("job.jar"));
    List<String> args = new ArrayList<>(List.of("doctor", "--procs", "2"));
    args.addAll(List.of(options));
    args.add(jar.toString());
    return CommandLine.procpool(args, stdin);
  }
}
