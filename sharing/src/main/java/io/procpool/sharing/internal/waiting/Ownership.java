package io.procpool.sharing.internal.waiting;

import io.procpool.sharing.internal.memory.Block;
import io.procpool.sharing.internal.memory.Life;
import io.procpool.sharing.internal.memory.Words;
import java.nio.ByteBuffer;

/**
 * A word that says which process owns something, and the line of those who want to.
 *
 * <pre>
 *   |  0 | life of the owner, or 0; mark 1: somebody is in the line; mark 2: it is closed 8
 *   | 64 | Line
 * </pre>
 *
 * <p>To own it is one store, and so is to give it up: there is nothing between the two that a
 * killed process could leave behind but its life in the word. Who waits looks, at least each {@link
 * Line#LOOK_NANOS}, whether that is over, and then puts his own in its place.
 *
 * <p>Whoever gives it up calls the first in line, who competes with all others: it goes to whoever
 * is there first, which is much faster than to hand it on. Safe for use by several threads, between
 * which it does not distinguish.
 */
public final class Ownership implements MeetingPoint {

  private static final int WORD_AT = Block.CONTENT_AT;
  private static final int LINE_AT = Block.CONTENT_AT + 64;
  private static final int PLACES = 120;

  /** How many bytes of content one takes. */
  public static final int LENGTH = 64 + Line.length(PLACES);

  private static final long IN_LINE = 1;
  private static final long CLOSED = 2;

  /** How often who does not wait looks whether an owner lives. */
  private static final long LOOK_NANOS = 20_000_000L;

  private final Block block;
  private final ByteBuffer bytes;
  private final Line line;

  /** Who has died with it, before this process got it. Written by who owns it alone. */
  private long inherited;

  /** The owner that was seen last, and when; for the looks of those who do not wait. */
  private Sight sight = new Sight(0, 0);

  public Ownership(Block block) {
    this.block = block;
    this.bytes = block.bytes();
    this.line = new Line(block, LINE_AT, PLACES, true);
  }

  @Override
  public void release() {
    line.close();
  }

  @Override
  public void close() {
    Words.LONGS.getAndBitwiseOr(bytes, WORD_AT, CLOSED);
    line.callAll();
  }

  public boolean isOwn() {
    return Life.in(word()) == Life.OWN;
  }

  public boolean isFree() {
    return Life.in(word()) == 0;
  }

  /** The life of the process that died while it owned it, if this one got it from there; or 0. */
  public long inherited() {
    return isOwn() ? inherited : 0;
  }

  /** Gets it, if nobody has it now. */
  public boolean tryOwn() {
    return Words.LONGS.compareAndSet(bytes, WORD_AT, 0L, Life.OWN);
  }

  /** The same, and with a look at the owner now and then. */
  public boolean tryOwnOrInherit() {
    if (tryOwn()) {
      return true;
    }
    line.check();
    long word = word();
    Sight seen = sight;
    long now = System.nanoTime();
    if (seen.word != word) {
      sight = new Sight(word, now);
    } else if (now - seen.nanos > LOOK_NANOS) {
      sight = new Sight(word, now);
      return inherit(word);
    }
    return false;
  }

  /**
   * Waits for it, whatever happens to this thread.
   *
   * @throws IllegalStateException if what is waited for is no more
   */
  public void own() {
    if (!tryOwn()) {
      ownUninterruptibly();
    }
  }

  /**
   * Waits for it.
   *
   * @param nanos for how long; negative if for ever
   * @return false if the time has passed
   */
  public boolean own(long nanos) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return tryOwn() || Watch.until(this::tryOwnFree) || ownInLine(nanos);
  }

  /**
   * Gives it up.
   *
   * @return false if this process does not have it
   */
  public boolean disown() {
    if (inherited != 0) {
      inherited = 0;
    }
    return Words.LONGS.compareAndSet(bytes, WORD_AT, Life.OWN, 0L) || disownToLine();
  }

  /** For the sake of the memory: it is given up before anybody is called. */
  private boolean disownToLine() {
    long word = word();
    while (Life.in(word) == Life.OWN) {
      if (Words.LONGS.compareAndSet(bytes, WORD_AT, word, word & CLOSED)) {
        line.call(1);
        return true;
      }
      word = word();
    }
    return false;
  }

  private void ownUninterruptibly() {
    boolean isInterrupted = false;
    boolean isOwn = Watch.until(this::tryOwnFree);
    while (!isOwn) {
      try {
        isOwn = ownInLine(-1);
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads first: who has it is not to be slowed down. */
  private boolean tryOwnFree() {
    return word() == 0 && tryOwn();
  }

  private boolean ownInLine(long nanos) throws InterruptedException {
    long start = System.nanoTime();
    Waiter waiter = line.enter(0, true);
    boolean isOwn = false;
    try {
      while (!ownOrMark()) {
        long left = nanos < 0 ? Line.LOOK_NANOS : nanos - (System.nanoTime() - start);
        if (left <= 0) {
          return false;
        }
        waiter.await(left);
        if (waiter.isCalled()) {
          waiter.waitAgain();
        } else if (look()) {
          break;
        }
      }
      isOwn = true;
      return true;
    } finally {
      if (isOwn) {
        waiter.leave();
      } else {
        waiter.leaveAndPassOn();
      }
    }
  }

  /** Whoever owned it with somebody in line gives it up with a call. */
  private boolean ownOrMark() {
    while (true) {
      long word = word();
      if (word == 0) {
        if (Words.LONGS.compareAndSet(bytes, WORD_AT, 0L, Life.OWN | IN_LINE)) {
          return true;
        }
      } else if ((word & CLOSED) != 0) {
        throw block.gone();
      } else if ((word & IN_LINE) != 0
          || Words.LONGS.compareAndSet(bytes, WORD_AT, word, word | IN_LINE)) {
        return false;
      }
    }
  }

  /** Nobody has called for long. Is the owner dead, or who should have called? */
  private boolean look() {
    line.look();
    return inherit(word());
  }

  private boolean inherit(long word) {
    boolean isOwn =
        Life.in(word) != 0
            && Life.isOver(word)
            && Words.LONGS.compareAndSet(bytes, WORD_AT, word, Life.OWN | IN_LINE);
    if (isOwn) {
      inherited = Life.in(word);
      Obituary.ofOwner(inherited);
    }
    return isOwn;
  }

  private long word() {
    return (long) Words.LONGS.getVolatile(bytes, WORD_AT);
  }

  private record Sight(long word, long nanos) {}
}
