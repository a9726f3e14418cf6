package io.procpool.sharing.internal.waiting;

import io.procpool.sharing.internal.memory.Block;
import io.procpool.sharing.internal.memory.Words;
import java.nio.ByteBuffer;

/**
 * Something that is so or is not, and those who wait until it is.
 *
 * <pre>
 *   |  0 | 1 if it is so, else 0 4
 *   | 64 | Line
 * </pre>
 *
 * <p>A store is all that changes it. Who was killed before he could call is not missed: who waits
 * looks.
 */
public final class Flag implements MeetingPoint {

  private static final int FLAG_AT = Block.CONTENT_AT;
  private static final int LINE_AT = Block.CONTENT_AT + 64;
  private static final int PLACES = 120;

  /** How many bytes of content one takes. */
  public static final int LENGTH = 64 + Line.length(PLACES);

  private final ByteBuffer bytes;
  private final Line line;

  public Flag(Block block) {
    this.bytes = block.bytes();
    this.line = new Line(block, LINE_AT, PLACES, false);
  }

  @Override
  public void release() {
    line.close();
  }

  @Override
  public void close() {
    line.callAll();
  }

  public boolean isSet() {
    return (int) Words.INTS.getVolatile(bytes, FLAG_AT) != 0;
  }

  /** Lets all go on who wait now, whatever becomes of it after. */
  public void set() {
    Words.INTS.setVolatile(bytes, FLAG_AT, 1);
    line.callAll();
  }

  public void clear() {
    Words.INTS.setVolatile(bytes, FLAG_AT, 0);
  }

  /**
   * Waits until it is set.
   *
   * @param nanos for how long; negative if for ever
   * @return false if the time has passed
   * @throws IllegalStateException if what is waited for is no more
   */
  public boolean await(long nanos) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return isSet() || nanos != 0 && awaitInLine(nanos);
  }

  private boolean awaitInLine(long nanos) throws InterruptedException {
    long start = System.nanoTime();
    Waiter waiter = line.enter(0, false);
    try {
      while (!isSet()) {
        long left = nanos < 0 ? Line.LOOK_NANOS : nanos - (System.nanoTime() - start);
        if (left <= 0) {
          return false;
        }
        waiter.await(left);
        if (waiter.isCalled()) {
          line.check(); // it may be the call of the end
          return true;
        }
        line.look();
      }
      return true;
    } finally {
      waiter.leave();
    }
  }
}
