package io.procpool.examples;

import io.procpool.Pool;
import io.procpool.ProcessPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Four tasks of two seconds each: eight seconds in a loop, a little over two in a pool.
 *
 * <p>The argument {@code loop} asks for the plain loop. The pool's time includes the start of its
 * eight processes, which a program with more work pays only once.
 */
public final class E02Sleepers {

  private static final List<Integer> ITEMS = List.of(1, 2, 3, 4);

  private E02Sleepers() {}

  public static void main(String[] arguments) throws InterruptedException {
    long start = System.nanoTime();
    List<Integer> squares = List.of(arguments).contains("loop") ? inALoop() : inAPool();
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    squares.forEach(System.out::println);
    System.out.println(elapsed.toMillis() / 1000.0 + " seconds");
  }

  private static List<Integer> inALoop() throws InterruptedException {
    List<Integer> squares = new ArrayList<>();
    for (int item : ITEMS) {
      squares.add(slowSquare(item));
    }
    return squares;
  }

  private static List<Integer> inAPool() {
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
