package io.procpool.sharing.internal.wires;

import java.util.concurrent.TimeUnit;

/**
 * A moment until which something is waited for.
 *
 * @param nanos by {@code System.nanoTime()}
 * @param isNever whether there is none
 */
public record Until(long nanos, boolean isNever) {

  /** There is no limit. */
  public static final Until NEVER = new Until(0, true);

  /** So long from now; now if it is negative. */
  public static Until in(long nanos) {
    return nanos == Long.MAX_VALUE
        ? NEVER
        : new Until(System.nanoTime() + Math.max(0, nanos), false);
  }

  public boolean isOver() {
    return !isNever && nanosLeft() <= 0;
  }

  long nanosLeft() {
    return isNever ? Long.MAX_VALUE : nanos - System.nanoTime();
  }

  /**
   * As a wait or a selector takes it, for which 0 is no limit: rounded up, so that nobody spins.
   */
  public long millisLeft() {
    return isNever ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanosLeft() + 999_999));
  }
}
