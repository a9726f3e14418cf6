package io.procpool.examples;

import io.procpool.Pool;
import io.procpool.ProcessPool;
import java.util.List;

/**
 * The smallest program: squares, computed in five other processes. Text 003, "Pool".
 *
 * <p>{@code map} hands each item to a worker, waits for all of them, and gives the results back in
 * the order of the items. The lambda needs no cast and its class no {@code Serializable}; the
 * workers get this program's class path by themselves.
 *
 * <p>A pool is a resource: the end of the {@code try} ends its processes.
 */
public final class E01Squares {

  private E01Squares() {}

  public static void main(String[] arguments) {
    try (Pool pool = ProcessPool.create(5)) {
      List<Integer> squares = pool.map(x -> x * x, List.of(1, 2, 3));
      System.out.println(squares);
      Expect.equal(squares, List.of(1, 4, 9));
    }
  }
}
