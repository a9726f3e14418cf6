package io.procpool.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.it.CommandLine.Run;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What tests of the command line say again and again. */
final class Cli {

  /** A public class with a static method for {@code --map} of every kind that tests ask for. */
  static final String METHODS =
      """
      package com.acme;

      import java.io.IOException;

      public class Methods {
        public static String upper(String line) {
          return line.toUpperCase();
        }

        public static String printing(String line) {
          System.out.println("out " + line);
          System.err.println("err " + line);
          return "result " + line;
        }

        public static String failingOnOdd(int number) throws IOException {
          if (number % 2 != 0) {
            throw new IOException("odd: " + number);
          }
          return "even " + number;
        }

        public static String property(String name) {
          return System.getProperty(name);
        }

        public static String worker(String line) {
          return io.procpool.task.TaskContext.current().workerName();
        }

        public static String slow(String line) throws InterruptedException {
          System.err.println("started " + line);
          Thread.sleep(60_000);
          return line;
        }

        public static String waiting(long millis) throws InterruptedException {
          Thread.sleep(millis);
          return "waited " + millis;
        }

        public static String until(java.io.File file) throws InterruptedException {
          System.err.println("started " + file.getName());
          while (!file.exists()) {
            Thread.sleep(10);
          }
          return "saw " + file.getName();
        }

        public String notStatic(String line) {
          return line;
        }

        public static void nothing(String line) {
          System.out.println("printed " + line);
        }
      }
      """;

  private Cli() {}

  /** Asserts that it ended so, and shows why not. */
  static void assertExit(Run run, int exitCode) {
    assertThat(run.exitCode())
        .as("stdout:%n%s%nstderr:%n%s", run.stdout(), run.stderr())
        .isEqualTo(exitCode);
  }

  /** Asserts that it failed with this code and one message, and printed no result. */
  static void assertFails(Run run, int exitCode, String... parts) {
    assertExit(run, exitCode);
    assertThat(run.stdout()).isEmpty();
    assertThat(run.stderr()).startsWith("procpool: ").contains(parts);
    assertThat(run.stderr()).as("no stack trace").doesNotContain("\tat ").doesNotContain("a bug");
    assertThat(run.stderr()).as("it was not interrupted").doesNotContain("interrupted");
  }

  /** Asserts that all tasks succeeded, without a word, with these results. */
  static void assertPrints(Run run, String... lines) {
    assertExit(run, 0);
    assertThat(run.stderr()).isEmpty();
    assertThat(run.stdout().lines()).containsExactly(lines);
  }

  /** Lines of the numbers from 0. */
  static String numbers(int count) {
    return lines(IntStream.range(0, count).mapToObj(Integer::toString).toList());
  }

  static String lines(List<String> lines) {
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }
}
