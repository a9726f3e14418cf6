package io.procpool.sharing.internal.waiting;

import io.procpool.sharing.internal.memory.Block;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Those who try something until it succeeds, which others make possible and call them for. */
public final class Attempts {

  private static final int PLACES = 120;

  /** How many bytes they take. */
  public static final int LENGTH = Line.length(PLACES);

  private final Line line;
  private final BooleanSupplier isPromising;

  /**
   * @param at where they are in the block
   * @param isPromising whether an attempt can succeed, as far as is known; short
   */
  public Attempts(Block block, int at, BooleanSupplier isPromising) {
    this.line = new Line(block, at, PLACES, true);
    this.isPromising = isPromising;
  }

  /** Nobody of this process will wait here any more. To be called once. */
  public void close() {
    line.close();
  }

  /** One more attempt can succeed. */
  public void call() {
    line.call(1);
  }

  /** All can, or it is the end. */
  public void callAll() {
    line.callAll();
  }

  /**
   * @throws IllegalStateException if what is tried at is closed
   */
  public void check() {
    line.check();
  }

  /**
   * Tries until it succeeds.
   *
   * @param attempt gives {@code null} if it has not succeeded
   * @param nanos for how long; negative if for ever
   * @return {@code null} if the time has passed
   * @throws IllegalStateException if what is tried at is closed, or its creator has ended
   */
  public <T> T until(Supplier<T> attempt, long nanos) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    line.check();
    T got = attempt.get();
    if (got == null && nanos != 0 && Watch.until(isPromising)) {
      got = attempt.get();
    }
    return got == null && nanos != 0 ? inLine(attempt, nanos) : got;
  }

  private <T> T inLine(Supplier<T> attempt, long nanos) throws InterruptedException {
    long start = System.nanoTime();
    Waiter waiter = line.enter(0, true);
    try {
      T got = attempt.get();
      while (got == null) {
        long left = nanos < 0 ? Line.LOOK_NANOS : nanos - (System.nanoTime() - start);
        if (left <= 0) {
          return null;
        }
        waiter.await(left);
        if (waiter.isCalled()) {
          line.check(); // it may be the call of the end
          waiter.waitAgain();
        } else {
          line.look();
        }
        got = attempt.get();
      }
      return got;
    } finally {
      // It may have got what another was called for, and this call be for that other's.
      if (waiter.leave() && isPromising.getAsBoolean()) {
        line.call(1);
      }
    }
  }
}
