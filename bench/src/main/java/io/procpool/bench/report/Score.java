package io.procpool.bench.report;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How procpool stands to one peer in one figure. What is divided is the same round's: a machine
 * that is slow for a while is slow for both.
 */
record Score(Measured measured, Goal goal, Line ours, Line peer) {

  List<Double> ratios() {
    return IntStream.range(0, Math.min(ours.values().size(), peer.values().size()))
        .mapToObj(round -> goal.ratio(unit(), ours.values().get(round), peer.values().get(round)))
        .toList();
  }

  double ratio() {
    return Line.median(ratios());
  }

  double lowest() {
    return Collections.min(ratios());
  }

  double highest() {
    return Collections.max(ratios());
  }

  Verdict verdict() {
    return goal.verdict(ratio());
  }

  Unit unit() {
    return measured.figure().unit();
  }

  /** The figure; with the line of procpool's, where it has several. */
  String title() {
    String name = measured.figure().name();
    return ours.name().equals(Goal.PROCPOOL) ? name : name + " (" + ours.name() + ")";
  }
}
