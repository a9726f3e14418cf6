package io.procpool.bench.sides;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

/** Nanoseconds of what a side does, once or many times. */
final class Times {

  private Times() {}

  /** How long a call takes that gives so many results. */
  static long of(int results, Callable<? extends List<?>> call) throws Exception {
    long start = System.nanoTime();
    List<?> given = call.call();
    long nanos = System.nanoTime() - start;
    if (given.size() != results) {
      throw new AssertionError(given.size() + " results");
    }
    return nanos;
  }

  /** The middle of several. */
  static long median(int times, Callable<Long> timed) throws Exception {
    return sorted(times, timed)[times / 2];
  }

  /** The middle of many, and the 99th of 100. */
  static String medianAndTail(int times, Callable<Long> timed) throws Exception {
    long[] nanos = sorted(times, timed);
    return nanos[times / 2] + " " + nanos[times * 99 / 100];
  }

  private static long[] sorted(int times, Callable<Long> timed) throws Exception {
    long[] nanos = new long[times];
    for (int i = 0; i < times; i++) {
      nanos[i] = timed.call();
    }
    Arrays.sort(nanos);
    return nanos;
  }
}
