package io.procpool.examples;

import io.procpool.Pool;
import io.procpool.PoolSize;
import io.procpool.ProcessPool;
import java.util.List;

/**
 * Tasks that print: what they print comes out here, as if they ran here. Text 004, "Pools", the
 * first program.
 *
 * <p>The order of the lines is that in which the tasks come to print them, and may differ from run
 * to run; the order of the results is that of the items.
 */
public final class E10PrintedByWorkers {

  private E10PrintedByWorkers() {}

  public static void main(String[] arguments) {
    try (Pool pool = ProcessPool.create(PoolSize.cores())) {
      List<Long> powers = pool.map(E10PrintedByWorkers::power, List.of(4, 2, 3));
      Expect.equal(powers, List.of(256L, 4L, 27L));
    }
  }

  private static long power(int x) {
    long power = Math.round(Math.pow(x, x));
    System.out.println(power);
    return power;
  }
}
