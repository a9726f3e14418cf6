package io.procpool.bench.contest;

import static io.procpool.bench.report.Goal.atMost;
import static io.procpool.bench.report.Kind.PROCPOOL;
import static io.procpool.bench.report.Unit.MILLIS;

import io.procpool.bench.report.Figure;
import io.procpool.bench.sides.ObservedSide;
import io.procpool.bench.sides.PoolSide;
import java.io.IOException;
import java.util.List;

/**
 * What it costs a pool that a listener hears all of it, and a recording keeps it. The questions are
 * short, for one percent is less than the noise of any: ask for a hundred rounds.
 */
final class ObservingTrials implements Group.Trials {

  private static final String OBSERVED = "observed";
  private static final String UNOBSERVED = "unobserved";

  @Override
  public List<Trial> of(Sides sides, Options options) throws IOException {
    Program observed = sides.start(sides.java(ObservedSide.class, List.of(), "2"));
    Program unobserved = sides.start(sides.java(PoolSide.class, List.of(), "2"));
    return List.of(
        trial("a million squares, observed", "squares 1000000 default 1", observed, unobserved),
        trial("2,000 applies, observed", "applies 2000", observed, unobserved));
  }

  private static Trial trial(String name, String question, Program observed, Program unobserved) {
    return Trial.of(
        new Figure(name, MILLIS, atMost(UNOBSERVED, 1.01, 1.005).of(OBSERVED)),
        new Lane(OBSERVED, PROCPOOL, () -> observed.ask(question)),
        new Lane(UNOBSERVED, PROCPOOL, () -> unobserved.ask(question)));
  }
}
