package io.procpool.sharing.internal.waiting;

import io.procpool.sharing.internal.memory.Block;

/**
 * Those who wait for a condition: a {@link Line}, and nothing else. All but the waiting itself
 * happens while the condition's lock is held, so nobody enters while others are called.
 */
public final class Signals implements MeetingPoint {

  private static final int PLACES = 120;

  /** How many bytes of content they take. */
  public static final int LENGTH = Line.length(PLACES);

  private final Line line;

  public Signals(Block block) {
    this.line = new Line(block, Block.CONTENT_AT, PLACES, true);
  }

  @Override
  public void release() {
    line.close();
  }

  @Override
  public void close() {
    line.callAll();
  }

  /** Wakes all who wait. */
  public void callAll() {
    line.callAll();
  }

  /**
   * Wakes those who have waited longest.
   *
   * @return how many were there to be woken, and no more than asked for
   */
  public int call(int most) {
    return line.call(most);
  }

  /**
   * Takes a place, with the lock held.
   *
   * @throws IllegalStateException if there is none, or what is waited for is no more
   */
  public Waiter enter() {
    line.check();
    Waiter waiter = line.enter(0, false);
    if (waiter.place() < 0) {
      throw new IllegalStateException(PLACES + " threads wait for this condition already");
    }
    return waiter;
  }

  /**
   * Waits to be called, without the lock.
   *
   * @param nanos for how long; negative if for ever
   */
  public void await(Waiter waiter, long nanos) throws InterruptedException {
    long start = System.nanoTime();
    while (!waiter.isCalled()) {
      long left = nanos < 0 ? Line.LOOK_NANOS : nanos - (System.nanoTime() - start);
      if (left <= 0) {
        return;
      }
      waiter.await(left);
      if (!waiter.isCalled()) {
        line.look();
      }
    }
    line.check();
  }
}
