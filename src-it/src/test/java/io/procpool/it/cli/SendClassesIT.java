package io.procpool.it.cli;

import static io.procpool.it.cli.Cli.assertExit;
import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.it.CommandLine;
import io.procpool.it.CommandLine.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the workers of a job may ask for classes, as the command line has it. */
class SendClassesIT {

  private static final String LOADERS =
      """
      package com.acme;

      public class Loaders {
        public static String of(String line) {
          return Thread.currentThread().getContextClassLoader().getClass().getSimpleName()
              + " " + (Loaders.class.getClassLoader() == ClassLoader.getSystemClassLoader());
        }
      }
      """;

  @TempDir private Path folder;

  private Path jar;

  @BeforeEach
  void build() {
    jar = JobJar.of(LOADERS).writeTo(folder.resolve("loaders.jar"));
  }

  /** The job's jar is on the workers' class path: its classes need not be sent. */
  @Test
  void byDefaultTheyMayAndNeedNot() {
    assertThat(outputOf()).isEqualTo("PoolClassLoader true");
  }

  @Test
  void turnedOffTheyMayNot() {
    assertThat(outputOf("--no-send-classes")).isEqualTo("AppClassLoader true");
  }

  private String outputOf(String... options) {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of("--procs", "1", "--map", "com.acme.Loaders::of", jar.toString()));
    Run run = CommandLine.procpool(arguments, "line\n");
    assertExit(run, 0);
    return run.stdout().strip();
  }
}
