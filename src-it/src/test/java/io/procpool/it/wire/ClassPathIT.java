package io.procpool.it.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.ProcessPool;
import io.procpool.it.Artifacts;
import io.procpool.it.CommandLine;
import io.procpool.it.CommandLine.Run;
import io.procpool.it.cli.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Class paths and flags reach the worker as they are, whatever is in them, however long. */
class ClassPathIT {

  private static final int LONG = 500 * 1024;

  private static final String GREETER =
      """
      package com.acme;

      public class Greeter {
        public static String greet() {
          return "hello";
        }
      }
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "with spaces  two",
        "(parentheses) [brackets] {braces}",
        "'single' \"double\" quotes",
        "back\\slash",
        "größer 大 é",
        "$HOME `id` ; & | < > !",
        "#hash %percent @at =equals,comma",
        "-dash"
      })
  void anEntryOfAnyName(String name) {
    assertFindsGreeterIn(Link.THROUGH_SHELL, List.of(greeterIn(name)));
  }

  @ParameterizedTest
  @EnumSource
  void aClassPathLongerThanACommandLineCanBe(Link link) {
    List<Path> entries = new ArrayList<>();
    for (int length = 0; length < LONG; length += entries.get(0).toString().length()) {
      entries.add(folder.resolve("x".repeat(150) + "-%06d".formatted(entries.size())));
    }
    entries.add(greeterIn("last"));

    assertFindsGreeterIn(link, entries);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b  c",
        "\"quoted\" 'and' so",
        "back\\slash \\n \\",
        "größer 大",
        "two\nlines",
        "#no",
        "@none",
        "$HOME",
        "\t"
      })
  void aFlagOfAnyContent(String value) {
    try (ProcessPool pool =
        ProcessPool.builder().processes(1).jvmArgs("-Dvalue=" + value).build()) {
      assertThat(pool.<String>apply(() -> System.getProperty("value"))).isEqualTo(value);
    }
  }

  @Test
  void severalFlagsKeepTheirOrderAndWinOverOurs() {
    try (ProcessPool pool =
        ProcessPool.builder()
            .processes(1)
            .jvmArgs("-Dvalue=first", "-Dvalue=second", "-Xmx64m")
            .build()) {
      assertThat(pool.<String>apply(() -> System.getProperty("value"))).isEqualTo("second");
      assertThat(pool.<Long>apply(() -> Runtime.getRuntime().maxMemory()))
          .isLessThanOrEqualTo(64L * 1024 * 1024);
    }
  }

  /** The argument file lies there. */
  @ParameterizedTest
  @EnumSource
  void aTemporaryFolderOfAnyName(Link link) throws IOException {
    Path odd = Files.createDirectories(folder.resolve("my 'tmp' (größer) $HOME"));
    List<String> flags = List.of(link.asFlag(), "-Djava.io.tmpdir=" + odd);

    Run run =
        CommandLine.await(
            CommandLine.start(
                Program.command(JvmTalkIT.Squares.class, flags), Path.of("."), Map.of()));

    assertThat(run.stdout()).as(run.stderr()).contains("sum 332833500");
    assertThat(odd).isEmptyDirectory();
  }

  private Path greeterIn(String name) {
    return Sources.compile(folder.resolve(name), List.of(Artifacts.procpoolJar()), GREETER);
  }

  private static void assertFindsGreeterIn(Link link, List<Path> entries) {
    List<Path> all = new ArrayList<>(entries);
    all.add(Program.testClasses());
    try (ProcessPool pool = link.build(ProcessPool.builder().processes(1).classPath(all))) {
      String greeting =
          pool.apply(
              () -> (String) Class.forName("com.acme.Greeter").getMethod("greet").invoke(null));
      assertThat(greeting).isEqualTo("hello");
    }
  }
}
