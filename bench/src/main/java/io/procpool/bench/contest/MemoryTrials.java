package io.procpool.bench.contest;

import static io.procpool.bench.report.Goal.atMost;
import static io.procpool.bench.report.Kind.ONE_JVM;
import static io.procpool.bench.report.Kind.PROCPOOL;
import static io.procpool.bench.report.Unit.MEGABYTES;

import io.procpool.bench.contest.Lane.Measurement;
import io.procpool.bench.report.Figure;
import io.procpool.bench.report.Goal;
import io.procpool.bench.sides.MemorySide;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A worker beside a JVM with default flags that does the same by a Kryo of its own. */
final class MemoryTrials implements Group.Trials {

  private static final String RECORDS = "2400000";

  /** What asks a naive worker encodes by Kryo itself, of which newer JVMs warn. */
  private static final String QUIET_KRYO = "-Dkryo.unsafe=false";

  private static final String NAIVE = "naive Kryo worker";

  /** Nothing where the kernel does not say what is private to a process. */
  @Override
  public List<Trial> of(Sides sides, Options options) throws IOException {
    if (!Files.exists(Path.of("/proc/self/smaps_rollup"))) {
      return List.of();
    }
    Program program = sides.start(sides.java(MemorySide.class, List.of(QUIET_KRYO)));
    return List.of(
        Trial.of(
            new Figure(
                "private memory of a worker after one call", MEGABYTES, atMost(NAIVE, 0.5, 0.4)),
            new Lane(Goal.PROCPOOL, PROCPOOL, () -> program.ask("idle kryo")),
            new Lane("procpool, basic type", PROCPOOL, () -> program.ask("idle basic")),
            new Lane(NAIVE, ONE_JVM, naive(program, "1").only(0))),
        Trial.of(
            new Figure(
                "resident memory of a worker after 2.4 million records",
                MEGABYTES,
                atMost(NAIVE, 0.3, 0.2)),
            new Lane(Goal.PROCPOOL, PROCPOOL, () -> program.ask("loaded " + RECORDS)),
            new Lane(NAIVE, ONE_JVM, naive(program, RECORDS).only(1))));
  }

  private static Measurement naive(Program program, String records) {
    return () -> program.ask("naive " + records);
  }
}
