package io.procpool.bench.sides;

import io.procpool.Pool;
import io.procpool.ProcessPool;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that makes a pool of two, maps COUNT numbers, and ends: {@code ColdPool COUNT}. It
 * prints the nanoseconds from asking for the pool to the results. It loads as few classes as it
 * can: what is timed is the pool's start, not this program's.
 */
public final class ColdPool {

  private ColdPool() {}

  public static void main(String[] arguments) {
    List<Long> items = numbers(Integer.parseInt(arguments[0]));
    long start = System.nanoTime();
    try (Pool pool = ProcessPool.create(2)) {
      List<Long> squares = pool.map(x -> x * x, items);
      long nanos = System.nanoTime() - start;
      check(squares);
      System.out.println(nanos);
    }
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
