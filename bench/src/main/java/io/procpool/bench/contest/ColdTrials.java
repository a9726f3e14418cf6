package io.procpool.bench.contest;

import static io.procpool.bench.report.Goal.atMost;
import static io.procpool.bench.report.Kind.LIMIT;
import static io.procpool.bench.report.Kind.PROCPOOL;
import static io.procpool.bench.report.Kind.PYTHON;
import static io.procpool.bench.report.Unit.MILLIS;

import io.procpool.bench.report.Figure;
import io.procpool.bench.report.Goal;
import io.procpool.bench.sides.ColdPool;
import io.procpool.bench.sides.StartSide;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Whole programs: they start, make a pool of two, map one number or a million, and end. */
final class ColdTrials implements Group.Trials {

  private static final String FIRST_EVER = "procpool, no archive";
  private static final String BARE = "bare JVM";
  private static final String SPAWN = "Python Pool, spawn";
  private static final String FORK = "Python Pool, fork";

  @Override
  public List<Trial> of(Sides sides, Options options) throws IOException {
    Program starts = sides.start(sides.java(StartSide.class, List.of()));
    Lane bare = new Lane(BARE, LIMIT, () -> bare(sides, starts));
    List<Lane> one = lanes(sides, "1");
    one.add(ours(FIRST_EVER, sides, List.of(Sides.NO_ARCHIVE), "1"));
    one.add(bare);
    sides
        .python()
        .ifPresent(
            python -> one.add(theirs("Python executor, spawn", python, "spawn", "executor", "1")));
    return List.of(
        new Trial(
            List.of(
                new Figure(
                    "a new program's first result, from asking for the pool",
                    MILLIS,
                    atMost(SPAWN, 1.25, 0.9),
                    atMost(BARE, 4, 3).of(FIRST_EVER)),
                new Figure("the whole program with one result", MILLIS)),
            one),
        new Trial(
            List.of(
                new Figure("a new program's first million results", MILLIS),
                new Figure(
                    "the whole program with a million results", MILLIS, atMost(FORK, 1.5, 1))),
            lanes(sides, "1000000")));
  }

  private static List<Lane> lanes(Sides sides, String count) {
    List<Lane> lanes = new ArrayList<>();
    lanes.add(ours(Goal.PROCPOOL, sides, List.of(), count));
    sides
        .python()
        .ifPresent(
            python -> {
              lanes.add(theirs(SPAWN, python, "spawn", "pool", count));
              lanes.add(theirs(FORK, python, "fork", "pool", count));
            });
    return lanes;
  }

  private static Lane ours(String name, Sides sides, List<String> flags, String count) {
    return new Lane(name, PROCPOOL, () -> Program.run(sides.java(ColdPool.class, flags, count)));
  }

  private static Lane theirs(String name, Python python, String method, String kind, String count) {
    return new Lane(name, PYTHON, () -> Program.run(python.command(method, kind, count)));
  }

  private static List<Double> bare(Sides sides, Program starts)
      throws IOException, InterruptedException {
    return starts.ask("bare 1 " + sides.helloClassPath()).subList(0, 1);
  }
}
