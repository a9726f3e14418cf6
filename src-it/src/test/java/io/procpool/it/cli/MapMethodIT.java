package io.procpool.it.cli;

import static io.procpool.it.cli.Cli.assertExit;
import static io.procpool.it.cli.Cli.assertFails;
import static io.procpool.it.cli.Cli.assertPrints;
import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.it.CommandLine;
import io.procpool.it.CommandLine.Run;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code --map} can call, and what it makes of a line. */
class MapMethodIT {

  private static final String CONVERSIONS =
      """
      package com.acme;

      import java.math.*;
      import java.nio.file.*;
      import java.time.*;
      import java.util.*;

      public class Conversions {
        public enum Colour { RED, GREEN }

        public static class Own {
          private final String text;

          public Own(String text) {
            this.text = text;
          }
        }

        public static String string(String s) { return "<" + s + ">"; }
        public static int ofInt(int i) { return i + 1; }
        public static Integer ofInteger(Integer i) { return i + 1; }
        public static long ofLong(long i) { return i + 1; }
        public static double ofDouble(double d) { return d / 2; }
        public static boolean ofBoolean(boolean b) { return !b; }
        public static String path(Path p) { return p.getFileName() + " in " + p.getParent(); }
        public static int file(java.io.File f) { return f.getName().length(); }
        public static int colour(Colour c) { return c.ordinal(); }
        public static BigInteger big(BigInteger b) { return b.add(BigInteger.ONE); }
        public static BigDecimal decimal(BigDecimal b) { return b.add(BigDecimal.ONE); }
        public static LocalDate date(LocalDate d) { return d.plusDays(1); }
        public static Duration duration(Duration d) { return d.plusSeconds(1); }
        public static int uuid(UUID u) { return u.version(); }
        public static int own(Own o) { return o.text.length(); }
        public static String object(Object o) { return o.getClass().getSimpleName(); }
        public static String chars(CharSequence c) { return c.length() + ""; }
        public static Object nothing(String s) { return null; }

        public static String overloaded(int i) { return "int"; }
        public static String overloaded(String s) { return "String"; }
        public static String overloaded(long a, long b) { return "two"; }
        public static String ambiguous(int i) { return "int"; }
        public static String ambiguous(long i) { return "long"; }
        public static String two(String a, String b) { return a + b; }
        public static String none() { return ""; }
        public static String list(List<String> list) { return ""; }
        static String hidden(String s) { return s; }
        private static String secret(String s) { return s; }
        public static void quiet(String s) {}
      }
      """;

  private static final String CLOSED =
      """
      package com.acme;

      public class Open {}

      class Closed {
        public static String in(String line) { return line; }
      }
      """;

  @TempDir private static Path folder;
  private static String jar;

  @BeforeAll
  static void writeJar() {
    jar = JobJar.of(Cli.METHODS, CONVERSIONS, CLOSED).writeTo(folder.resolve("job.jar")).toString();
  }

  @ParameterizedTest
  @CsvSource({
    "string, ' a b ', '< a b >'",
    "string, größer, <größer>",
    "ofInt, 41, 42",
    "ofInt, ' -1 ', 0",
    "ofInteger, 41, 42",
    "ofLong, 9999999999, 10000000000",
    "ofDouble, 2.5e1, 12.5",
    "ofBoolean, true, false",
    "path, a/b c.txt, b c.txt in a",
    "file, a/bcd, 3",
    "colour, GREEN, 1",
    "big, 99999999999999999999, 100000000000000000000",
    "decimal, 0.25, 1.25",
    "date, 2024-02-29, 2024-03-01",
    "duration, PT1M, PT1M1S",
    "uuid, 123e4567-e89b-42d3-a456-426614174000, 4",
    "own, four, 4",
    "object, x, String",
    "chars, four, 4",
    "nothing, x, null",
    "overloaded, 1, String"
  })
  void aLineBecomesWhatTheMethodTakes(String method, String line, String result) {
    assertPrints(map("com.acme.Conversions::" + method, line + "\n"), result);
  }

  @ParameterizedTest
  @CsvSource({
    "ofInt, 1x, NumberFormatException",
    "ofLong, '', NumberFormatException",
    "colour, BLUE, BLUE",
    "date, yesterday, DateTimeParseException",
    "big, 1.5, NumberFormatException"
  })
  void aLineThatIsNoSuchThingFailsAlone(String method, String line, String reason) {
    Run run = map("com.acme.Conversions::" + method, line + "\n" + line + "\n");

    assertExit(run, 1);
    assertThat(run.stdout()).isEmpty();
    assertThat(run.stderr().lines().filter(text -> text.contains(reason))).hasSize(2);
  }

  @Test
  void linesWithoutResultsPrintNothing() {
    Run run = map("com.acme.Conversions::quiet", "a\nb\n");

    assertPrints(run);
    assertThat(run.stdout()).isEmpty();
  }

  @Test
  void aNestedClassIsNamedAsJavaDoes() {
    assertFails(map("com.acme.Conversions$Own::parse", ""), 3, "no public static method parse");
  }

  @ParameterizedTest
  @CsvSource({
    "none", "two", "list", "hidden", "secret", "missing",
  })
  void aMethodThatCannotBeCalledWithALine(String method) {
    assertFails(
        map("com.acme.Conversions::" + method, "line\n"),
        3,
        "com.acme.Conversions has no public static method " + method + " of one argument");
  }

  @Test
  void aMethodThatIsNotStaticIsShown() {
    assertFails(
        map("com.acme.Methods::notStatic", "line\n"),
        3,
        "no public static method notStatic",
        "it has public java.lang.String com.acme.Methods.notStatic(java.lang.String)");
  }

  @Test
  void overloadsOfWhichNoneTakesAString() {
    assertFails(
        map("com.acme.Conversions::ambiguous", "1\n"),
        3,
        "several methods ambiguous",
        "none of them takes a String");
  }

  /** Else every task would fail for it. */
  @Test
  void aMethodOfAClassThatIsNotPublicIsNotFound() {
    assertFails(map("com.acme.Closed::in", "line\n"), 3, "com.acme.Closed", "public");
  }

  @Test
  void noLinesGiveNoResults() {
    assertPrints(map("com.acme.Methods::upper", ""));
  }

  @Test
  void lastLineNeedsNoLineEndAndWindowsLineEndsAreLineEnds() {
    assertPrints(map("com.acme.Conversions::string", "a\r\n\r\nb"), "<a>", "<>", "<b>");
  }

  private static Run map(String method, String input) {
    return CommandLine.procpool(List.of("-j1", "--map", method, jar), input);
  }
}
