package io.procpool.bench.soak;

import java.util.List;
import java.util.Locale;

/** Some times in milliseconds, as a table shows them. */
record Latencies(List<Double> millis) {

  Latencies {
    millis = millis.stream().sorted().toList();
  }

  @Override
  public String toString() {
    return millis.isEmpty()
        ? "none"
        : String.format(
            Locale.ROOT,
            "median %.1f, 99th of 100 %.1f, most %.1f ms",
            atPart(0.5),
            atPart(0.99),
            atPart(1));
  }

  private double atPart(double part) {
    return millis.get((int) Math.ceil(part * millis.size()) - 1);
  }
}
