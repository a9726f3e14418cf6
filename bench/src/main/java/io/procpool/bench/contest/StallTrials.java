package io.procpool.bench.contest;

import static io.procpool.bench.report.Goal.atMost;
import static io.procpool.bench.report.Kind.ONE_JVM;
import static io.procpool.bench.report.Kind.PROCPOOL;
import static io.procpool.bench.report.Unit.MILLIS;

import io.procpool.bench.report.Figure;
import io.procpool.bench.report.Goal;
import io.procpool.bench.sides.PoolSide;
import io.procpool.bench.sides.ThreadSide;
import java.io.IOException;
import java.util.List;

/**
 * The longest that the program stands still which has the work done, while the tasks allocate as
 * fast as they can: in workers of 1 GB each, or in threads of this one JVM of 2 GB.
 */
final class StallTrials implements Group.Trials {

  private static final String QUESTION = "allocate 120";
  private static final List<String> HEAP = List.of("-Xmx2g");

  @Override
  public List<Trial> of(Sides sides, Options options) throws IOException {
    Program ours = sides.start(sides.java(PoolSide.class, HEAP, "2", "1g"));
    Program threads = sides.start(sides.java(ThreadSide.class, HEAP));
    return List.of(
        Trial.of(
            new Figure("longest stall of the parent", MILLIS, atMost("two threads", 0.1, 0.03)),
            new Lane(Goal.PROCPOOL, PROCPOOL, () -> ours.ask(QUESTION)),
            new Lane("two threads", ONE_JVM, () -> threads.ask(QUESTION))));
  }
}
