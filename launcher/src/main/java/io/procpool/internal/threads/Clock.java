package io.procpool.internal.threads;

import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Does things later, none of them user code, on a thread that is there while some are to be done.
 */
final class Clock {

  private static final long IDLE_MILLIS = 1_000;

  private final ScheduledThreadPoolExecutor executor;

  Clock(ThreadFactory threads) {
    executor = new ScheduledThreadPoolExecutor(1, threads);
    executor.setKeepAliveTime(IDLE_MILLIS, TimeUnit.MILLISECONDS);
    executor.allowCoreThreadTimeOut(true);
    executor.setRemoveOnCancelPolicy(true);
  }

  /** Of a pool that has ended, nothing is due any more. */
  Future<?> after(long nanos, Runnable action) {
    try {
      return executor.schedule(action, nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      return null;
    }
  }

  void stop() {
    executor.shutdownNow();
  }
}
