package io.procpool.bench.contest;

import static io.procpool.bench.report.Goal.atMost;
import static io.procpool.bench.report.Kind.LIMIT;
import static io.procpool.bench.report.Kind.PROCPOOL;
import static io.procpool.bench.report.Kind.PYTHON;
import static io.procpool.bench.report.Unit.MICROS;

import io.procpool.bench.report.Figure;
import io.procpool.bench.report.Goal;
import io.procpool.bench.sides.PingPong;
import io.procpool.bench.sides.PoolSide;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Sixteen bytes there and back, one call at a time. Most of it is waking up the other process,
 * which is cheap while both share a processor, and dear on some machines while they do not: so all
 * are measured as the system places them, and again with each held on one processor.
 */
final class LatencyTrials implements Group.Trials {

  private static final String POOL = "Python Pool";
  private static final String C = "C pipe ping-pong";
  private static final String JAVA = "Java pipe ping-pong";

  @Override
  public List<Trial> of(Sides sides, Options options) throws IOException {
    List<Trial> trials = new ArrayList<>();
    trials.add(trial("one apply of 16 bytes", sides, List.of()));
    if (sides.pinning().isPresent()) {
      trials.add(trial("one apply, all on one processor", sides, sides.pinning().get()));
    }
    return trials;
  }

  private static Trial trial(String name, Sides sides, List<String> prefix) throws IOException {
    Program ours = sides.start(Sides.behind(prefix, sides.java(PoolSide.class, List.of(), "2")));
    Program echo = sides.start(Sides.behind(prefix, sides.java(PingPong.class, List.of())));
    List<Lane> lanes = new ArrayList<>();
    lanes.add(new Lane(Goal.PROCPOOL, PROCPOOL, () -> ours.ask("apply")));
    sides
        .startPython(prefix)
        .ifPresent(
            theirs -> {
              lanes.add(new Lane(POOL, PYTHON, () -> theirs.ask("apply pool")));
              lanes.add(new Lane("Python executor", PYTHON, () -> theirs.ask("apply executor")));
            });
    lanes.add(new Lane(JAVA, LIMIT, () -> echo.ask("pingpong 16")));
    sides
        .limits()
        .map(limits -> Sides.behind(prefix, limits.command("pingpong", "16", "20000")))
        .ifPresent(command -> lanes.add(new Lane(C, LIMIT, () -> twoOf(Program.run(command)))));
    String limit = sides.limits().isPresent() ? C : JAVA;
    return new Trial(
        List.of(
            new Figure(name, MICROS, atMost(POOL, 0.33, 0.2), atMost(limit, 4, 2)),
            new Figure(name + ": the 99th of 100", MICROS)),
        lanes);
  }

  /** Without the time of the whole program. */
  private static List<Double> twoOf(List<Double> values) {
    return values.subList(0, 2);
  }
}
