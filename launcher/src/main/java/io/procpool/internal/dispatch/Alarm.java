package io.procpool.internal.dispatch;

import java.time.Duration;

/**
 * Runs something when the earliest of the times has come that it was set to. One timer at a time,
 * however often it is set; what it runs may find that there is nothing to do yet. On the pool
 * thread.
 */
final class Alarm {

  private final PoolThread thread;
  private final Runnable event;
  private boolean isSet;
  private long nanos;

  Alarm(PoolThread thread, Runnable event) {
    this.thread = thread;
    this.event = event;
  }

  /**
   * @param time by {@code System.nanoTime()}
   */
  void setTo(long time) {
    if (isSet && nanos - time <= 0) {
      return;
    }
    isSet = true;
    nanos = time;
    thread.after(Duration.ofNanos(time - System.nanoTime()), () -> ring(time));
  }

  /** A timer that was set before an earlier one runs for nothing. */
  private void ring(long time) {
    if (isSet && nanos == time) {
      isSet = false;
      event.run();
    }
  }
}
