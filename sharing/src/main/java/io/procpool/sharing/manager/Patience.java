package io.procpool.sharing.manager;

import java.util.concurrent.TimeUnit;

/** How long somebody waits on a monitor, however often he is woken. */
final class Patience {

  private final long end;

  Patience(long nanos) {
    end = System.nanoTime() + Math.max(0, Math.min(nanos, Long.MAX_VALUE / 2));
  }

  /**
   * Waits until it is notified, or longer than there is time.
   *
   * @return false, and without waiting, if there is none left
   */
  boolean waitFor(Object monitor) throws InterruptedException {
    long left = end - System.nanoTime();
    if (left <= 0) {
      return false;
    }
    TimeUnit.NANOSECONDS.timedWait(monitor, left);
    return true;
  }
}
