package io.procpool.bench;

/**
 * One line of the table: what is measured, and how its nanoseconds are shown.
 *
 * @param name what it is
 * @param unit what it is shown in
 */
record Figure(String name, Unit unit) {

  /** What nanoseconds are shown in. */
  enum Unit {
    MILLION_PER_SECOND("M/s"),
    MILLIS("ms"),
    MICROS("us");

    private final String symbol;

    Unit(String symbol) {
      this.symbol = symbol;
    }

    String symbol() {
      return symbol;
    }

    /** A time in this unit; as a rate, that of a million tasks in this time. */
    double of(double nanos) {
      return switch (this) {
        case MILLION_PER_SECOND -> 1e9 / nanos;
        case MILLIS -> nanos / 1e6;
        case MICROS -> nanos / 1e3;
      };
    }
  }
}
