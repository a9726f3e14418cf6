package io.procpool.sharing.internal.waiting;

import io.procpool.sharing.internal.memory.Life;
import io.procpool.sharing.internal.memory.Words;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets one thread of all processes at a time change what belongs together, for some nanoseconds:
 * the life of its process in a word. What it guards must be true between any two stores of whoever
 * is inside, or be made so by the next: a process that is killed inside is followed by another,
 * without a repair.
 */
public final class Guard {

  private static final int LOOKS = 200;
  private static final int YIELDS = 20;
  private static final long PAUSE_NANOS = 50_000;

  /** About each 20 ms. */
  private static final int PAUSES_PER_LOOK = 200;

  private final ByteBuffer bytes;
  private final int at;

  public Guard(ByteBuffer bytes, int at) {
    this.bytes = bytes;
    this.at = at;
  }

  public void enter() {
    if (!Words.LONGS.compareAndSet(bytes, at, 0L, Life.OWN)) {
      enterSlowly();
    }
  }

  public void exit() {
    Words.LONGS.setVolatile(bytes, at, 0L);
  }

  /**
   * Who is inside will be out at once, but if the system has taken the processor from it, or ended
   * it.
   */
  private void enterSlowly() {
    boolean isInterrupted = false;
    for (int attempt = 1; !Words.LONGS.compareAndSet(bytes, at, 0L, Life.OWN); attempt++) {
      if (attempt < LOOKS) {
        Thread.onSpinWait();
      } else if (attempt < LOOKS + YIELDS) {
        Thread.yield();
      } else {
        isInterrupted |= Thread.interrupted(); // or it would not pause
        LockSupport.parkNanos(PAUSE_NANOS);
        if (attempt % PAUSES_PER_LOOK == 0 && succeed()) {
          break;
        }
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean succeed() {
    long inside = (long) Words.LONGS.getVolatile(bytes, at);
    return inside != 0
        && Life.isOver(inside)
        && Words.LONGS.compareAndSet(bytes, at, inside, Life.OWN);
  }
}
