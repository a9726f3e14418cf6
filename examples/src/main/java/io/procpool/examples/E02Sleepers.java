package io.procpool.examples;

import io.procpool.Pool;
import io.procpool.ProcessPool;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Four tasks of two seconds each: eight seconds in a loop, a little over two in a pool. Text 001,
 * its three programs: a loop, the loop with a delay, and a pool.
 *
 * <p>Compare the three times. The pool's includes the start of its eight processes, which a program
 * with more work pays only once.
 */
public final class E02Sleepers {

  private static final List<Integer> ITEMS = List.of(1, 2, 3, 4);

  private E02Sleepers() {}

  public static void main(String[] arguments) throws Exception {
    run("loop", E02Sleepers::loop);
    double slowLoop = run("slow loop", E02Sleepers::slowLoop);
    double pool = run("pool", E02Sleepers::pool);
    Expect.that(pool < slowLoop, "the pool took longer than the loop");
  }

  private static double run(String name, Callable<List<Integer>> program) throws Exception {
    long start = System.nanoTime();
    List<Integer> squares = program.call();
    double seconds = (System.nanoTime() - start) / 1e9;
    squares.forEach(System.out::println);
    System.out.printf("%s: %.3f seconds%n", name, seconds);
    Expect.equal(squares, List.of(1, 4, 9, 16));
    return seconds;
  }

  private static List<Integer> loop() {
    List<Integer> squares = new ArrayList<>();
    for (int item : ITEMS) {
      squares.add(item * item);
    }
    return squares;
  }

  private static List<Integer> slowLoop() throws InterruptedException {
    List<Integer> squares = new ArrayList<>();
    for (int item : ITEMS) {
      squares.add(slowSquare(item));
    }
    return squares;
  }

  private static List<Integer> pool() {
    try (Pool pool = ProcessPool.create(8)) {
      return pool.map(E02Sleepers::slowSquare, ITEMS);
    }
  }

  /** Stands for a slow computation. It may throw a checked exception, as any task may. */
  private static int slowSquare(int x) throws InterruptedException {
    Thread.sleep(2000);
    return x * x;
  }
}
