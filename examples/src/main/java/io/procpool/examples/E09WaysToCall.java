package io.procpool.examples;

import io.procpool.Pool;
import io.procpool.ProcessPool;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * The four ways to call a pool: for one task or for many, waiting or not. Text 003, "Some of the
 * key methods in Pool".
 *
 * <p>What waits gives results; what does not gives a {@link CompletableFuture}, which has the
 * callbacks that Python's {@code AsyncResult} has, and {@code CompletableFuture.allOf} for what the
 * text calls {@code Promise.all}. Look at the order of the lines: the program goes on while the
 * tasks sleep.
 */
public final class E09WaysToCall {

  private E09WaysToCall() {}

  public static void main(String[] arguments) {
    try (Pool pool = ProcessPool.create(5)) {
      List<Integer> mapped = pool.map(E09WaysToCall::square, List.of(1, 2, 3));
      System.out.println("map: " + mapped);
      Expect.equal(mapped, List.of(1, 4, 9));

      int applied = pool.apply(E09WaysToCall::square, 4);
      System.out.println("apply: " + applied);
      Expect.equal(applied, 16);

      CompletableFuture<List<Integer>> mapping =
          pool.mapAsync(E09WaysToCall::square, List.of(5, 6, 7));
      List<CompletableFuture<Integer>> applying =
          Stream.of(8, 9, 10).map(x -> pool.applyAsync(E09WaysToCall::square, x)).toList();
      System.out.println("this program goes on");

      System.out.println("mapAsync: " + mapping.join());
      Expect.equal(mapping.join(), List.of(25, 36, 49));
      CompletableFuture.allOf(applying.toArray(CompletableFuture[]::new)).join();
      List<Integer> all = applying.stream().map(CompletableFuture::join).toList();
      System.out.println("applyAsync: " + all);
      Expect.equal(all, List.of(64, 81, 100));
    }
  }

  private static int square(int x) throws InterruptedException {
    Thread.sleep(200);
    return x * x;
  }
}
