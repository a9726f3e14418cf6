package io.procpool.sharing.internal.waiting;

import java.util.function.BooleanSupplier;

/**
 * A short look at what another process may be about to do: that takes less than to sleep and be
 * woken. Where there is one processor it could not be about to.
 */
public final class Watch {

  private static final long NANOS = 20_000;
  private static final int LOOKS_PER_TIME = 16;
  private static final boolean IS_WORTH_IT = Runtime.getRuntime().availableProcessors() > 1;

  private Watch() {}

  /** Whether it became true within some microseconds. */
  public static boolean until(BooleanSupplier condition) {
    if (!IS_WORTH_IT) {
      return condition.getAsBoolean();
    }
    long start = System.nanoTime();
    do {
      for (int look = 0; look < LOOKS_PER_TIME; look++) {
        if (condition.getAsBoolean()) {
          return true;
        }
        Thread.onSpinWait();
      }
    } while (System.nanoTime() - start < NANOS);
    return false;
  }
}
