package io.procpool.bench.contest;

import static io.procpool.bench.report.Goal.atLeast;
import static io.procpool.bench.report.Kind.ONE_JVM;
import static io.procpool.bench.report.Kind.PROCPOOL;
import static io.procpool.bench.report.Kind.PYTHON;
import static io.procpool.bench.report.Unit.THOUSANDS_PER_SECOND;

import io.procpool.bench.report.Figure;
import io.procpool.bench.report.Goal;
import io.procpool.bench.sides.PoolSide;
import io.procpool.bench.sides.ThreadSide;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Squares of a million numbers in a warm pool, at several chunk sizes. Where Python would take half
 * a minute it squares fewer: rates are compared.
 */
final class ThroughputTrials implements Group.Trials {

  private static final int MILLION = 1_000_000;
  private static final String POOL = "Python Pool";

  /** A map of ours takes so little that one of them would say nothing. */
  private static final int OUR_TIMES = 3;

  @Override
  public List<Trial> of(Sides sides, Options options) throws IOException {
    Program ours = sides.start(sides.java(PoolSide.class, List.of(), "2"));
    Program threads = sides.start(sides.java(ThreadSide.class, List.of()));
    Optional<Program> theirs = sides.startPython(List.of());
    return List.of(
        trial(new Chunks("1", 20_000, 5_000, atLeast(POOL, 100, 140)), ours, theirs),
        trial(new Chunks("16", 200_000, 50_000, atLeast(POOL, 25, 36)), ours, theirs),
        trial(new Chunks("256", MILLION, 300_000, atLeast(POOL, 5, 8)), ours, theirs),
        ofDefaults(ours, theirs, threads));
  }

  private static Trial trial(Chunks chunks, Program ours, Optional<Program> theirs) {
    List<Lane> lanes = lanes(chunks, ours, theirs);
    String executor = chunks.question("squares executor", chunks.inExecutor(), 1);
    theirs.ifPresent(
        program ->
            lanes.add(
                new Lane(
                    "Python executor", PYTHON, asking(program, executor, chunks.inExecutor()))));
    String name = "squares, chunks of " + chunks.size();
    return new Trial(List.of(new Figure(name, THOUSANDS_PER_SECOND, chunks.goal())), lanes);
  }

  /** The executor's default is a chunk of 1, which has a trial of its own. */
  private static Trial ofDefaults(Program ours, Optional<Program> theirs, Program threads) {
    Chunks chunks = new Chunks("default", MILLION, 0, atLeast(POOL, 3, 6));
    List<Lane> lanes = lanes(chunks, ours, theirs);
    String question = "squares " + MILLION + " " + OUR_TIMES;
    lanes.add(new Lane("two threads", ONE_JVM, asking(threads, question, MILLION)));
    String name = "squares, default chunks";
    return new Trial(List.of(new Figure(name, THOUSANDS_PER_SECOND, chunks.goal())), lanes);
  }

  private static List<Lane> lanes(Chunks chunks, Program ours, Optional<Program> theirs) {
    List<Lane> lanes = new ArrayList<>();
    String squares = chunks.question("squares", MILLION, OUR_TIMES);
    lanes.add(new Lane(Goal.PROCPOOL, PROCPOOL, asking(ours, squares, MILLION)));
    String pool = chunks.question("squares pool", chunks.inPool(), 1);
    theirs.ifPresent(
        program -> lanes.add(new Lane(POOL, PYTHON, asking(program, pool, chunks.inPool()))));
    return lanes;
  }

  private static Lane.Measurement asking(Program program, String question, int count) {
    Lane.Measurement measurement = () -> program.ask(question);
    return measurement.perSecond(count);
  }

  /**
   * What is measured of a chunk size.
   *
   * @param inPool how many numbers Python's pool gets
   * @param inExecutor how many its executor gets
   */
  private record Chunks(String size, int inPool, int inExecutor, Goal goal) {

    String question(String what, int count, int times) {
      return what + " " + count + " " + size + " " + times;
    }
  }
}
