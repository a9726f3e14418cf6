package io.procpool.internal.calls;

import io.procpool.CallInterruptedException;
import io.procpool.PoolFullException;
import io.procpool.QueueLimit;
import io.procpool.QueueLimit.WhenFull;
import io.procpool.internal.engine.Engine;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets in as many calls as a pool may hold that nobody waits for. Its lock is between those who
 * make calls and those who end them.
 */
final class Admission {

  /** A longer time would overflow the clock. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final Engine engine;

  /** {@code null} if there is none. */
  private final QueueLimit limit;

  private int open;

  Admission(Engine engine, QueueLimit limit) {
    this.engine = engine;
    this.limit = limit;
  }

  /**
   * Makes a call, which counts until its future is done.
   *
   * @param here makes it on this thread, in place of the first, if the pool is full and that is
   *     what was asked for
   * @throws PoolFullException if the pool is full, and stays so for as long as this thread may wait
   * @throws CallInterruptedException if it is interrupted while it waits
   */
  <V> JobFuture<V> admit(Supplier<JobFuture<V>> call, Supplier<JobFuture<V>> here) {
    if (limit == null) {
      return call.get();
    }
    if (!enter()) {
      return here.get();
    }
    try {
      JobFuture<V> future = call.get();
      future.onEnd(this::leave);
      return future;
    } catch (Throwable e) {
      leave();
      throw e;
    }
  }

  /** False if there is no place, and the caller is to run the call. */
  private synchronized boolean enter() {
    if (isFull() && limit.whenFull() == WhenFull.RUN_HERE) {
      return false;
    }
    awaitPlace();
    open++;
    if (!isFull()) {
      notify(); // the pool has more places than before, or is closed
    }
    return true;
  }

  private void awaitPlace() {
    Duration patience = limit.patience();
    long nanos = (patience.compareTo(LONGEST) > 0 ? LONGEST : patience).toNanos();
    long deadline = System.nanoTime() + nanos;
    while (isFull()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new PoolFullException(message());
      }
      try {
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CallInterruptedException(e);
      }
    }
  }

  private synchronized void leave() {
    open--;
    notify();
  }

  /** One that is closed has places: it refuses those who come itself. */
  private boolean isFull() {
    return open >= (long) limit.calls() + engine.parallelism() && !engine.isClosed();
  }

  private String message() {
    String meanwhile = limit.whenFull() == WhenFull.WAIT ? ", and was for " + limit.patience() : "";
    return ("%s: it is full%s, with %d calls that have not ended. Call less often, wait for results,"
            + " or build it with a larger queueLimit, or with one that waits.")
        .formatted(engine.describe(), meanwhile, open);
  }
}
