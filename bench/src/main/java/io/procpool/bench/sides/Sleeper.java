package io.procpool.bench.sides;

import java.util.concurrent.Callable;

/**
 * A thread that sleeps a millisecond at a time: what it oversleeps, its whole JVM may have stood
 * still. Its own, because the thread that asks waits for what is measured.
 */
final class Sleeper extends Thread {

  private static final long NAP_NANOS = 1_000_000;

  /** Read when this thread has ended. */
  private long longestNanos;

  private Sleeper() {
    super("sleeper");
    setDaemon(true);
  }

  /** The longest that it overslept while something ran. */
  static long longestWhile(Callable<?> call) throws Exception {
    Sleeper sleeper = new Sleeper();
    sleeper.start();
    try {
      call.call();
    } finally {
      sleeper.interrupt();
      sleeper.join();
    }
    return sleeper.longestNanos;
  }

  @Override
  public void run() {
    try {
      while (true) {
        long start = System.nanoTime();
        Thread.sleep(1);
        longestNanos = Math.max(longestNanos, System.nanoTime() - start - NAP_NANOS);
      }
    } catch (InterruptedException e) {
      // The end of what it watched: nobody below this thread is to know.
    }
  }
}
