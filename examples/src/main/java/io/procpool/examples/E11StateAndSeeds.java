package io.procpool.examples;

import io.procpool.MapOptions;
import io.procpool.Pool;
import io.procpool.ProcessPool;
import io.procpool.SerialPool;
import io.procpool.task.TaskContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Pi by throwing darts, in two processes: each keeps a board from its first task to its last, and
 * what all of them hit does not depend on who threw what.
 *
 * <p>The initializer's result is the state of a worker, which its tasks and its exit hook share. A
 * task's random numbers are its own: with the same seed a pool of another size, or of another kind,
 * throws the same darts.
 */
public final class E11StateAndSeeds {

  private static final int DARTS = 10_000;
  private static final List<Integer> ROUNDS = IntStream.range(0, 200).boxed().toList();
  private static final MapOptions SEEDED = MapOptions.DEFAULT.withSeed(42);

  private E11StateAndSeeds() {}

  /** Made in the worker, and never sent. */
  private static final class Board {

    private int rounds;

    long hits(RandomGenerator random) {
      rounds++;
      return IntStream.range(0, DARTS).filter(dart -> isHit(random)).count();
    }

    private static boolean isHit(RandomGenerator random) {
      return Math.hypot(random.nextDouble(), random.nextDouble()) < 1;
    }
  }

  public static void main(String[] arguments) {
    List<Integer> roundsByWorker = Collections.synchronizedList(new ArrayList<>());
    List<Long> hits;
    try (Pool pool =
        ProcessPool.builder()
            .processes(2)
            .initializer(Board::new)
            .exitHook(() -> board().rounds, roundsByWorker::add)
            .build()) {
      hits = pool.map(round -> throwDarts(), ROUNDS, SEEDED);
    }
    double pi = 4.0 * hits.stream().mapToLong(Long::longValue).sum() / DARTS / ROUNDS.size();
    System.out.println("pi is about " + pi + "; rounds by worker: " + roundsByWorker);
    Expect.equal(Math.abs(pi - Math.PI) < 0.01, true);
    Expect.equal(roundsByWorker.stream().mapToInt(Integer::intValue).sum(), ROUNDS.size());

    try (Pool pool = SerialPool.builder().initializer(Board::new).build()) {
      Expect.equal(pool.map(round -> throwDarts(), ROUNDS, SEEDED), hits);
    }
  }

  private static long throwDarts() {
    return board().hits(TaskContext.current().random());
  }

  private static Board board() {
    return TaskContext.current().state(Board.class);
  }
}
