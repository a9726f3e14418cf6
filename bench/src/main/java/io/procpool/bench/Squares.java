package io.procpool.bench;

import io.procpool.Pool;
import io.procpool.ProcessPool;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * procpool's half of {@link SideBySide}. {@code squares.py} is the other: the same questions, the
 * same order of steps.
 *
 * <pre>
 *   Squares COUNT    cold: a pool is made, maps COUNT numbers, and the program ends
 *   Squares          reads questions, one per line, until its input ends
 * </pre>
 *
 * <p>Every answer is one line of nanoseconds. The cold way loads as few classes as it can: what is
 * timed is the pool's start, not this program's.
 */
public final class Squares {

  private static final int PROCESSES = 2;
  private static final int MANY = 1_000_000;
  private static final int CALLS = 5_000;
  private static final int SETTLING_MILLIS = 500;

  private Squares() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length > 0) {
      System.out.println(cold(Integer.parseInt(arguments[0])));
    } else {
      serve();
    }
  }

  private static long cold(int count) {
    List<Long> items = numbers(count);
    long start = System.nanoTime();
    try (Pool pool = ProcessPool.create(PROCESSES)) {
      List<Long> squares = pool.map(x -> x * x, items);
      long nanos = System.nanoTime() - start;
      check(squares);
      return nanos;
    }
  }

  private static void serve() throws IOException, InterruptedException {
    BufferedReader questions =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    List<Long> items = numbers(MANY);
    try (Pool pool = ProcessPool.create(PROCESSES)) {
      for (String line = questions.readLine(); line != null; line = questions.readLine()) {
        System.out.println(answer(line, pool, items));
      }
    }
  }

  private static String answer(String question, Pool pool, List<Long> items)
      throws InterruptedException {
    return switch (question) {
      case "warm" -> Long.toString(timedMap(pool, items));
      case "fresh" -> Long.toString(fresh(items));
      case "apply" -> apply(pool);
      default -> throw new IllegalArgumentException("there is no question " + question);
    };
  }

  private static long fresh(List<Long> items) throws InterruptedException {
    try (Pool pool = ProcessPool.create(PROCESSES)) {
      // The second worker may still be starting; what is timed here is the call, not its start.
      Thread.sleep(SETTLING_MILLIS);
      return timedMap(pool, items);
    }
  }

  private static String apply(Pool pool) {
    long[] nanos = new long[CALLS];
    for (int i = 0; i < CALLS; i++) {
      long start = System.nanoTime();
      pool.apply(x -> x * x, 7L);
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    return nanos[CALLS / 2] + " " + nanos[CALLS * 99 / 100];
  }

  private static long timedMap(Pool pool, List<Long> items) {
    long start = System.nanoTime();
    List<Long> squares = pool.map(x -> x * x, items);
    long nanos = System.nanoTime() - start;
    check(squares);
    return nanos;
  }

  private static List<Long> numbers(int count) {
    List<Long> numbers = new ArrayList<>(count);
    for (long number = 1; number <= count; number++) {
      numbers.add(number);
    }
    return numbers;
  }

  private static void check(List<Long> squares) {
    long count = squares.size();
    long last = squares.get(squares.size() - 1);
    if (last != count * count) {
      throw new AssertionError("the last square is " + last);
    }
  }
}
