package io.procpool.bench.report;

import java.util.Collections;
import java.util.List;

/**
 * The values of one competitor, round after round.
 *
 * @param name who it is
 */
public record Line(String name, Kind kind, List<Double> values) {

  double median() {
    return median(values);
  }

  double lowest() {
    return Collections.min(values);
  }

  double highest() {
    return Collections.max(values);
  }

  /** The middle value; of two middle ones, the mean. */
  public static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
