package io.procpool.examples;

import io.procpool.Pool;
import io.procpool.ProcessPool;
import io.procpool.task.TaskContext;
import java.math.BigInteger;
import java.util.List;

/**
 * Two calls on one pool: the second finds the processes of the first, already warm. Text 004,
 * "Pools", the second program.
 *
 * <p>Without a number, a pool has as many processes as this machine has processors. What a task
 * prints comes out here, so the output tells which worker ran which task; only the order within
 * those lines differs from run to run.
 *
 * <p>Items and results may be of any class that can be serialized, such as {@link BigInteger}: 23
 * to the power of 23 is too large for a {@code long}.
 */
public final class E04PowersOnReusedPool {

  private E04PowersOnReusedPool() {}

  public static void main(String[] arguments) {
    try (Pool pool = ProcessPool.builder().build()) {
      List<Long> powers = pool.map(E04PowersOnReusedPool::power, List.of(4, 2, 3, 5, 3, 2, 1, 2));
      List<BigInteger> largePowers =
          pool.map(E04PowersOnReusedPool::largePower, List.of(4, 6, 5, 4, 6, 3, 23, 4, 6));
      System.out.println(powers);
      System.out.println(largePowers);
      Expect.equal(powers, List.of(256L, 4L, 27L, 3125L, 27L, 4L, 1L, 4L));
      Expect.equal(largePowers.get(6), new BigInteger("20880467999847912034355032910567"));
    }
  }

  private static long power(int x) {
    return largePower(x).longValueExact();
  }

  private static BigInteger largePower(int x) {
    System.out.println(TaskContext.current().workerName());
    return BigInteger.valueOf(x).pow(x);
  }
}
