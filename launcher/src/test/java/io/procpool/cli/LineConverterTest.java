package io.procpool.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LineConverterTest {

  static Stream<Arguments> types() {
    return Stream.of(
        Arguments.of(String.class, " as it is ", " as it is "),
        Arguments.of(CharSequence.class, "x", "x"),
        Arguments.of(Object.class, "x", "x"),
        Arguments.of(int.class, "42", 42),
        Arguments.of(Integer.class, " 42 ", 42),
        Arguments.of(long.class, "-7", -7L),
        Arguments.of(double.class, "1.5", 1.5),
        Arguments.of(float.class, "1.5", 1.5f),
        Arguments.of(short.class, "3", (short) 3),
        Arguments.of(byte.class, "3", (byte) 3),
        Arguments.of(boolean.class, "true", true),
        Arguments.of(
            BigInteger.class, "12345678901234567890", new BigInteger("12345678901234567890")),
        Arguments.of(BigDecimal.class, "1.50", new BigDecimal("1.50")),
        Arguments.of(Path.class, "/tmp/a b", Path.of("/tmp/a b")),
        Arguments.of(File.class, "/tmp/a b", new File("/tmp/a b")),
        Arguments.of(TimeUnit.class, "DAYS", TimeUnit.DAYS),
        Arguments.of(LocalDate.class, "2026-11-21", LocalDate.of(2026, 11, 21)),
        Arguments.of(Duration.class, "PT1S", Duration.ofSeconds(1)),
        Arguments.of(
            UUID.class,
            "123e4567-e89b-12d3-a456-426614174000",
            UUID.fromString("123e4567-e89b-12d3-a456-426614174000")),
        Arguments.of(URI.class, "file:///x", URI.create("file:///x")),
        Arguments.of(Named.class, "n", new Named("n")));
  }

  @ParameterizedTest
  @MethodSource("types")
  void aLineBecomesAValueOfTheType(Class<?> type, String line, Object expected) throws Exception {
    assertThat(new LineConverter(type).isPossible()).isTrue();
    assertThat(new LineConverter(type).convert(line)).isEqualTo(expected);
  }

  @Test
  void whatTheTypesOwnConversionThrowsComesAsItIs() {
    assertThatThrownBy(() -> new LineConverter(int.class).convert("x"))
        .isInstanceOf(NumberFormatException.class);
  }

  @Test
  void aTypeThatNothingLeadsToIsKnown() {
    assertThat(new LineConverter(Thread.State[].class).isPossible()).isFalse();
    assertThat(new LineConverter(java.util.List.class).isPossible()).isFalse();
  }

  /** A type of a user's own. */
  public record Named(String name) {}
}
