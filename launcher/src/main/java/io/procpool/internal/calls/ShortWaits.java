package io.procpool.internal.calls;

import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/**
 * How a caller waits that has one short task run: for as long as that may take it stays awake, and
 * lets others have its processor each time it has looked in vain. To be woken takes longer than
 * such a task, most of all on a processor that has gone to sleep meanwhile.
 *
 * <p>Only if the last wait was short too: a caller of long tasks sleeps. And not in a pool of more
 * workers than there are processors, which have better things to do.
 */
final class ShortWaits {

  static final long LONGEST_NANOS = 50_000;

  private final IntSupplier processes;
  private final int processors;

  /** Volatile: told and asked by callers on any thread; whose wait was the last does not matter. */
  private volatile boolean areExpected = true;

  /**
   * @param processes how many workers there are at the time
   */
  ShortWaits(IntSupplier processes, int processors) {
    this.processes = processes;
    this.processors = processors;
  }

  /** Returns when something is over, or is not worth staying awake for. */
  void await(BooleanSupplier isOver) {
    if (areExpected && processes.getAsInt() <= processors) {
      long end = System.nanoTime() + LONGEST_NANOS;
      while (!isOver.getAsBoolean() && System.nanoTime() - end < 0) {
        Thread.yield();
      }
    }
  }

  /** A wait has taken so long in all. */
  void onWaited(long nanos) {
    boolean wasShort = nanos <= 2 * LONGEST_NANOS; // asleep, it would have been half of that
    if (wasShort != areExpected) {
      areExpected = wasShort;
    }
  }
}
