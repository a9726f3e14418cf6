package io.procpool.bench.contest;

import static io.procpool.bench.report.Goal.atMost;
import static io.procpool.bench.report.Kind.LIMIT;
import static io.procpool.bench.report.Kind.PROCPOOL;
import static io.procpool.bench.report.Unit.MILLIS;

import io.procpool.bench.contest.Options.Variant;
import io.procpool.bench.report.Figure;
import io.procpool.bench.report.Goal;
import io.procpool.bench.sides.StartSide;
import java.util.ArrayList;
import java.util.List;

/**
 * Workers beside JVMs that print one byte: from asking for a pool to its first result. All are
 * started by JVMs that are warm.
 */
final class StartTrials implements Group.Trials {

  private static final int MANY = 8;
  private static final String BARE = "bare JVM";
  private static final String BASIC = "procpool, basic type";
  private static final String KRYO = "procpool, Kryo";
  private static final String KRYO_FIRST = "procpool, Kryo, no archive";

  @Override
  public List<Trial> of(Sides sides, Options options) throws Exception {
    Program starts = sides.start(sides.java(StartSide.class, List.of()));
    Program first = sides.start(sides.java(StartSide.class, List.of(Sides.NO_ARCHIVE)));
    List<Lane> lanes = new ArrayList<>();
    lanes.add(bare(sides, starts));
    lanes.add(
        new Lane(
            "bare JVM, from a jar", LIMIT, () -> starts.ask("bare 1 " + Sides.jarWithHello())));
    lanes.add(new Lane(BASIC, PROCPOOL, () -> starts.ask("first basic")));
    lanes.add(new Lane(KRYO, PROCPOOL, () -> starts.ask("first kryo")));
    lanes.add(new Lane(KRYO_FIRST, PROCPOOL, () -> first.ask("first kryo")));
    for (Variant variant : options.variants()) {
      String flags = " " + String.join(" ", variant.flags());
      lanes.add(lane(variant.name() + ", basic type", starts, "first basic" + flags));
      lanes.add(lane(variant.name() + ", Kryo", starts, "first kryo" + flags));
    }
    return List.of(
        new Trial(List.of(wall(), new Figure("the same, processor time", MILLIS)), lanes),
        Trial.of(
            new Figure(MANY + " workers, until all have answered", MILLIS, all()),
            lane(Goal.PROCPOOL, starts, "all " + MANY),
            new Lane(
                MANY + " bare JVMs",
                LIMIT,
                () -> starts.ask("bare " + MANY + " " + sides.helloClassPath()))));
  }

  private static Figure wall() {
    boolean isRecent = Runtime.version().feature() >= 25;
    return new Figure(
        "from spawn to first result",
        MILLIS,
        (isRecent ? atMost(BARE, 1.6, 1.3) : atMost(BARE, 1.8, 1.4)).of(KRYO),
        atMost(BARE, 1.25, 1.05).of(BASIC),
        atMost(BARE, 4, 3).of(KRYO_FIRST));
  }

  private static Goal all() {
    return atMost(MANY + " bare JVMs", 1.8, 1.25);
  }

  private static Lane bare(Sides sides, Program starts) {
    return new Lane(BARE, LIMIT, () -> starts.ask("bare 1 " + sides.helloClassPath()));
  }

  private static Lane lane(String name, Program starts, String question) {
    return new Lane(name, PROCPOOL, () -> starts.ask(question));
  }
}
