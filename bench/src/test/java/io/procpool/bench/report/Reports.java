package io.procpool.bench.report;

import io.procpool.bench.Machine;
import java.util.List;
import java.util.Optional;

/** A report of one figure of time and one of rates, in three rounds. */
final class Reports {

  private Reports() {}

  static Report some() {
    return new Report(machine(), "java -jar \"a & b\"", 3, List.of(time(), rate()), 0.5);
  }

  /** 12 ms beside 10: 1.2 times its cost. */
  static Measured time() {
    return new Measured(
        "Starting",
        new Figure("first result", Unit.MILLIS, Goal.atMost("bare", 1.25, 1.1)),
        List.of(
            new Line("procpool", Kind.PROCPOOL, List.of(12e6, 24e6, 11e6)),
            new Line("bare", Kind.LIMIT, List.of(10e6, 20e6, 10e6))));
  }

  /** A hundred times as many, where two hundred are needed. */
  static Measured rate() {
    return new Measured(
        "Tasks",
        new Figure(
            "squares",
            Unit.THOUSANDS_PER_SECOND,
            Goal.atLeast("Python", 200, 300),
            Goal.atLeast("nobody", 1, 2)),
        List.of(
            new Line("procpool", Kind.PROCPOOL, List.of(1e6, 2e6, 3e6)),
            new Line("Python", Kind.PYTHON, List.of(1e4, 2e4, 3e4))));
  }

  private static Machine machine() {
    return new Machine("today", 2, "a processor", "a system", "a JVM", Optional.empty(), 0.1);
  }
}
