package io.procpool.bench.contest;

import static io.procpool.bench.report.Goal.atLeast;
import static io.procpool.bench.report.Goal.atMost;
import static io.procpool.bench.report.Kind.ONE_JVM;
import static io.procpool.bench.report.Kind.PROCPOOL;
import static io.procpool.bench.report.Unit.PER_SECOND;

import io.procpool.bench.report.Figure;
import io.procpool.bench.report.Goal;
import io.procpool.bench.sides.PoolSide;
import io.procpool.bench.sides.ThreadSide;
import java.io.IOException;
import java.util.List;

/** Tasks of about 100 ms that only compute: two workers, two threads, and one after the other. */
final class CpuTrials implements Group.Trials {

  private static final int TASKS = 12;
  private static final String SERIAL = "serial";
  private static final String THREADS = "two threads";

  @Override
  public List<Trial> of(Sides sides, Options options) throws IOException {
    Program ours = sides.start(sides.java(PoolSide.class, List.of(), "2"));
    Program threads = sides.start(sides.java(ThreadSide.class, List.of()));
    return List.of(
        Trial.of(
            new Figure(
                "computing, tasks of 100 ms",
                PER_SECOND,
                atLeast(SERIAL, 1.85, 1.95),
                atMost(THREADS, 1.05, 1.01)),
            new Lane(Goal.PROCPOOL, PROCPOOL, asking(ours, "burn")),
            new Lane(THREADS, ONE_JVM, asking(threads, "burn")),
            new Lane(SERIAL, ONE_JVM, asking(threads, "serial"))));
  }

  private static Lane.Measurement asking(Program program, String what) {
    Lane.Measurement measurement = () -> program.ask(what + " " + TASKS);
    return measurement.perSecond(TASKS);
  }
}
