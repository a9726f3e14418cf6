package io.procpool.bench.contest;

import io.procpool.bench.report.Kind;
import io.procpool.bench.report.Line;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One competitor of a trial: whom to ask, and all that was answered. */
final class Lane {

  private final String name;
  private final Kind kind;
  private final Measurement measurement;
  private final List<List<Double>> answers = new ArrayList<>();

  Lane(String name, Kind kind, Measurement measurement) {
    this.name = name;
    this.kind = kind;
    this.measurement = measurement;
  }

  void ask() throws IOException, InterruptedException {
    try {
      answers.add(measurement.take());
    } catch (IOException e) {
      throw new IOException(name + ": " + e.getMessage(), e);
    }
  }

  void forget() {
    answers.clear();
  }

  /** Not all can be asked for all: what a bare process has no use for, it does not answer. */
  boolean hasFigure(int index) {
    return answers.stream().allMatch(answer -> index < answer.size());
  }

  Line line(int index) {
    return new Line(name, kind, answers.stream().map(answer -> answer.get(index)).toList());
  }

  /** One look at a competitor. */
  interface Measurement {

    /** A value for each figure of the trial. */
    List<Double> take() throws IOException, InterruptedException;

    /** So many of something in the nanoseconds of the first value: how many in a second. */
    default Measurement perSecond(double count) {
      return () -> List.of(count * 1e9 / take().get(0));
    }

    /** One of the values alone. */
    default Measurement only(int index) {
      return () -> List.of(take().get(index));
    }
  }
}
