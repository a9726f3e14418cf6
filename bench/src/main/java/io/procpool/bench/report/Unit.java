package io.procpool.bench.report;

import java.util.Locale;

/**
 * What values are shown in; they are kept in nanoseconds, tasks a second, bytes a second, bytes.
 */
public enum Unit {
  NANOS("ns", "ns", 1, false),
  MILLIS("ms", "ns", 1e-6, false),
  MICROS("µs", "ns", 1e-3, false),
  THOUSANDS_PER_SECOND("k/s", "1/s", 1e-3, true),
  PER_SECOND("/s", "1/s", 1, true),
  GIGABYTES_PER_SECOND("GB/s", "B/s", 1e-9, true),
  MEGABYTES("MB", "B", 1e-6, false);

  private final String symbol;
  private final String kept;
  private final double scale;
  private final boolean isRate;

  Unit(String symbol, String kept, double scale, boolean isRate) {
    this.symbol = symbol;
    this.kept = kept;
    this.scale = scale;
    this.isRate = isRate;
  }

  public String symbol() {
    return symbol;
  }

  /** What values are kept in. */
  String kept() {
    return kept;
  }

  /** Whether more is better. */
  boolean isRate() {
    return isRate;
  }

  double of(double value) {
    return value * scale;
  }

  String shown(double value) {
    return number(of(value)) + " " + symbol;
  }

  /** With about three digits. */
  static String number(double value) {
    double size = Math.abs(value);
    String format = size < 0.1 ? "%.3f" : size < 10 ? "%.2f" : size < 100 ? "%.1f" : "%,.0f";
    return String.format(Locale.ROOT, format, value);
  }
}
