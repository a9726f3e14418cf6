package io.procpool.cli;

import java.time.Duration;
import java.util.Map;

/** A number with a unit behind it, as it is typed: {@code 30s}, {@code 1.5h}, {@code 512m}. */
final class Quantity {

  private static final Map<String, Long> NANOS =
      Map.of(
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);

  private static final Map<String, Long> BYTES =
      Map.of("", 1L, "k", 1L << 10, "m", 1L << 20, "g", 1L << 30);

  private Quantity() {}

  /**
   * A time in ms, s, m or h; without a unit in seconds.
   *
   * @throws IllegalArgumentException if it is none, or not longer than 0
   */
  static Duration time(String text) {
    return Duration.ofNanos(parse(text, NANOS, "a time such as 500ms, 30s, 5m or 2h"));
  }

  /**
   * A size in bytes, k, m or g.
   *
   * @throws IllegalArgumentException if it is none, or not larger than 0
   */
  static long size(String text) {
    return parse(text.toLowerCase(), BYTES, "a size such as 512m or 2g");
  }

  private static long parse(String text, Map<String, Long> units, String what) {
    int end = 0;
    while (end < text.length() && "0123456789.".indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    long unit = units.getOrDefault(text.substring(end), 0L);
    try {
      long quantity = (long) (Double.parseDouble(text.substring(0, end)) * unit);
      if (quantity > 0) {
        return quantity;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("must be " + what + ", but was '" + text + "'", e);
    }
    throw new IllegalArgumentException("must be " + what + ", but was '" + text + "'");
  }
}
