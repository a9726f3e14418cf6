package io.procpool.bench.contest;

import static io.procpool.bench.report.Goal.atMost;
import static io.procpool.bench.report.Kind.PROCPOOL;
import static io.procpool.bench.report.Unit.MILLIS;

import io.procpool.bench.report.Figure;
import io.procpool.bench.sides.ObservedSide;
import io.procpool.bench.sides.PoolSide;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What it costs a pool that a listener hears all of it, and a recording keeps it. One percent is
 * less than two runs of the same program differ by, for no two JVMs compile alike: so each is there
 * several times, and asked in turn. Ask for a hundred rounds, on a quiet machine.
 */
final class ObservingTrials implements Group.Trials {

  private static final String OBSERVED = "observed";
  private static final String UNOBSERVED = "unobserved";
  private static final int PROGRAMS = 4;

  @Override
  public List<Trial> of(Sides sides, Options options) throws IOException {
    List<Program> observed = new ArrayList<>();
    List<Program> unobserved = new ArrayList<>();
    for (int i = 0; i < PROGRAMS; i++) {
      observed.add(sides.start(sides.java(ObservedSide.class, List.of(), "2")));
      unobserved.add(sides.start(sides.java(PoolSide.class, List.of(), "2")));
    }
    return List.of(
        trial("a million squares, observed", "squares 1000000 default 5", observed, unobserved),
        trial("5,000 applies, observed", "applies 5000", observed, unobserved));
  }

  private static Trial trial(
      String name, String question, List<Program> observed, List<Program> unobserved) {
    return Trial.of(
        new Figure(name, MILLIS, atMost(UNOBSERVED, 1.01, 1.005).of(OBSERVED)),
        new Lane(OBSERVED, PROCPOOL, new InTurn(observed, question)),
        new Lane(UNOBSERVED, PROCPOOL, new InTurn(unobserved, question)));
  }

  /** Asks one program after the other. */
  private static final class InTurn implements Lane.Measurement {

    private final List<Program> programs;
    private final String question;
    private int asked;

    InTurn(List<Program> programs, String question) {
      this.programs = programs;
      this.question = question;
    }

    @Override
    public List<Double> take() throws IOException, InterruptedException {
      return programs.get(asked++ % programs.size()).ask(question);
    }
  }
}
