package io.procpool.bench.contest;

import io.procpool.bench.report.Figure;
import java.util.List;

/**
 * One thing that several are asked to do.
 *
 * @param figures what they answer with, in the order of their answers' values
 */
record Trial(List<Figure> figures, List<Lane> lanes) {

  /** Of one figure. */
  static Trial of(Figure figure, Lane... lanes) {
    return new Trial(List.of(figure), List.of(lanes));
  }

  /** What was asked to warm up does not count. */
  void forget() {
    lanes.forEach(Lane::forget);
  }
}
