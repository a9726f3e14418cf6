package io.procpool.sharing.internal.waiting;

import java.util.function.BooleanSupplier;

/**
 * A short look at what another process may be about to do, before this thread sleeps: to sleep and
 * be woken takes longer. Between looks it gives up the processor, for the other may be waiting for
 * this very one: that made a turn there and back six times as fast where processors were busy, and
 * costs little where they are not.
 */
final class Watch {

  private static final long NANOS = 20_000;
  private static final int LOOKS_PER_YIELD = 4;

  private Watch() {}

  /** Whether it became true within some microseconds. */
  static boolean until(BooleanSupplier condition) {
    long start = System.nanoTime();
    do {
      for (int look = 0; look < LOOKS_PER_YIELD; look++) {
        if (condition.getAsBoolean()) {
          return true;
        }
        Thread.onSpinWait();
      }
      Thread.yield();
    } while (System.nanoTime() - start < NANOS);
    return false;
  }
}
