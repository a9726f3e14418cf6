package io.procpool.examples;

import io.procpool.sharing.ChildProcess;
import io.procpool.sharing.SharedBarrier;
import io.procpool.sharing.SharedLongArray;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Running totals of one large array, by four processes of which each has a quarter of it. Text 003
 * ends where shared memory is the fastest: this is what it is for.
 *
 * <p>Each process sums up its own part, and says what it comes to; when all have come to the
 * barrier, each adds what the parts before its own have come to. What was written before the
 * barrier, by whatever process, is seen behind it; so the elements need no lock, and are accessed
 * as those of any array.
 *
 * <p>Processes that wait for each other all have to run: they are children of this program, and not
 * tasks of a pool, which may have fewer workers.
 */
public final class E19PrefixSum {

  private static final int LENGTH = 4_000_000;
  private static final int PARTS = 4;

  private E19PrefixSum() {}

  /** All that the processes share. */
  private record Work(SharedLongArray numbers, SharedLongArray totals, SharedBarrier summedUp) {}

  public static void main(String[] arguments) throws InterruptedException {
    long[] numbers = new SplittableRandom(42).longs(LENGTH, 0, 1000).toArray();
    try (SharedLongArray shared = SharedLongArray.of(numbers);
        SharedLongArray totals = SharedLongArray.create(PARTS);
        SharedBarrier summedUp = SharedBarrier.create(PARTS)) {
      Work work = new Work(shared, totals, summedUp);
      List<ChildProcess> children =
          IntStream.range(0, PARTS)
              .mapToObj(part -> ChildProcess.of(E19PrefixSum::sumUp, work, part).start())
              .toList();
      for (ChildProcess child : children) {
        child.join();
        Expect.equal(child.exitCode().getAsInt(), 0);
      }
      System.out.println("all: " + shared.get(LENGTH - 1));
      prefixSums(LongBuffer.wrap(numbers));
      Expect.that(Arrays.equals(shared.toArray(), numbers), "not what one process comes to");
    }
  }

  private static void sumUp(Work work, int part) throws Exception {
    int from = part * (LENGTH / PARTS);
    LongBuffer own = work.numbers.buffer().slice(from, LENGTH / PARTS);
    work.totals.set(part, prefixSums(own));
    work.summedUp.await(1, TimeUnit.MINUTES);
    addToAll(own, IntStream.range(0, part).mapToLong(work.totals::get).sum());
  }

  private static long prefixSums(LongBuffer numbers) {
    long sum = 0;
    for (int i = 0; i < numbers.limit(); i++) {
      sum += numbers.get(i);
      numbers.put(i, sum);
    }
    return sum;
  }

  private static void addToAll(LongBuffer numbers, long before) {
    for (int i = 0; i < numbers.limit(); i++) {
      numbers.put(i, numbers.get(i) + before);
    }
  }
}
