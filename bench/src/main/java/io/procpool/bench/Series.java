package io.procpool.bench;

import java.util.List;
import java.util.stream.IntStream;

/**
 * One figure, round after round, in nanoseconds.
 *
 * @param ours procpool's
 * @param theirs Python's, or nothing if it is not here
 */
record Series(Figure figure, List<Long> ours, List<Long> theirs) {

  /**
   * How many times as fast as Python procpool was, for each round: a machine that is slow for a
   * while is slow for both, so rounds are compared and not middles.
   */
  List<Double> timesAsFast() {
    return IntStream.range(0, theirs.size())
        .mapToObj(round -> (double) theirs.get(round) / ours.get(round))
        .toList();
  }

  /** The middle value; of two middle ones, the mean. */
  static double median(List<? extends Number> values) {
    double[] sorted = values.stream().mapToDouble(Number::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
