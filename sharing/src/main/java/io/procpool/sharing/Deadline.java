package io.procpool.sharing;

import java.time.Duration;

/** Limits of time as numbers that do not overflow. */
final class Deadline {

  private Deadline() {}

  /** In nanoseconds; 0 for what is negative. */
  static long nanos(Duration limit) {
    if (limit.isNegative()) {
      return 0;
    }
    try {
      return limit.toNanos();
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }
}
