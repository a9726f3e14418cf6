package io.procpool.sharing.internal.queue;

import io.procpool.sharing.internal.memory.Block;
import io.procpool.sharing.internal.memory.Words;
import java.nio.ByteBuffer;

/**
 * The words of a queue that say what is in it.
 *
 * <pre>
 *   |   0 | most items 4
 *   |  64 | Mark of puts 8
 *   | 128 | Mark of takes 8
 *   | 192 | items that are done 4
 *   | 256 | where each ring ended that is followed by another: 13 times 4
 * </pre>
 */
final class Marks {

  static final int LENGTH = 320;

  private static final int MOST_AT = Block.CONTENT_AT;
  private static final int PUTS_AT = Block.CONTENT_AT + 64;
  private static final int TAKES_AT = Block.CONTENT_AT + 128;
  private static final int DONE_AT = Block.CONTENT_AT + 192;
  private static final int ENDS_AT = Block.CONTENT_AT + 256;

  private final ByteBuffer bytes;
  private final int most;

  Marks(Block block) {
    this.bytes = block.bytes();
    this.most = (int) Words.INTS.getVolatile(bytes, MOST_AT);
  }

  static void begin(Block block, int most) {
    Words.INTS.setVolatile(block.bytes(), MOST_AT, most);
  }

  int most() {
    return most;
  }

  Mark puts() {
    return Mark.of((long) Words.LONGS.getVolatile(bytes, PUTS_AT));
  }

  void setPuts(Mark mark) {
    Words.LONGS.setVolatile(bytes, PUTS_AT, mark.word());
  }

  Mark takes() {
    return Mark.of((long) Words.LONGS.getVolatile(bytes, TAKES_AT));
  }

  void setTakes(Mark mark) {
    Words.LONGS.setVolatile(bytes, TAKES_AT, mark.word());
  }

  /** Where a ring ended, in front of a later one. */
  int end(int ring) {
    return (int) Words.INTS.getVolatile(bytes, ENDS_AT + Integer.BYTES * ring);
  }

  void setEnd(int ring, int at) {
    Words.INTS.setVolatile(bytes, ENDS_AT + Integer.BYTES * ring, at);
  }

  /** As it was at one moment. */
  int size() {
    while (true) {
      Mark takes = takes();
      int size = puts().itemsSince(takes);
      if (takes.equals(takes())) {
        return size;
      }
    }
  }

  boolean isEmpty() {
    return takes().count() == puts().count();
  }

  /** With the takes read first, it may be so no more. */
  boolean isFull() {
    Mark takes = takes();
    return puts().itemsSince(takes) >= most;
  }

  boolean isAllDone() {
    return done() == puts().count();
  }

  /**
   * One more item is done.
   *
   * @return false, and nothing is changed, if all are
   */
  boolean addDone() {
    while (true) {
      int done = done();
      if (done == puts().count()) {
        return false;
      }
      if (Words.INTS.compareAndSet(bytes, DONE_AT, done, done + 1)) {
        return true;
      }
    }
  }

  private int done() {
    return (int) Words.INTS.getVolatile(bytes, DONE_AT);
  }
}
