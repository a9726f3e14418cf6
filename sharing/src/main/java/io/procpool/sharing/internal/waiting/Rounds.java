package io.procpool.sharing.internal.waiting;

import io.procpool.sharing.internal.memory.Block;
import io.procpool.sharing.internal.memory.Life;
import io.procpool.sharing.internal.memory.Words;
import java.nio.ByteBuffer;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;

/**
 * Rounds in which so many threads come together.
 *
 * <pre>
 *   |  0 | Guard 8
 *   |  8 | how many come together 8
 *   | 16 | the round, and its phase in the lowest two bits 8
 *   | 24 | the life of who runs the action 8
 *   | 64 | Line: who waits wishes for the end of his round
 *
 *                 the last has come            the action has ended
 *     FILLING ------------------------> ACTING ------------------> ENDING ----> FILLING, next round
 *        |                                |
 *        +----------> BROKEN <------------+  time is up, interrupt, death, failure of the action
 *                       |
 *                       +---------------------------------------> FILLING, next round, by a reset
 * </pre>
 *
 * <p>How many have come is not written down: they are those in line who wish for this round. How it
 * ended for one is put in the place of his wish, before he is called. A phase is one store, and
 * what follows from it ({@link #settle()}) may be done twice: so whoever is killed, the next who
 * enters the guard carries on. Calls are made outside of it; one that is not made is not missed for
 * longer than {@link Line#LOOK_NANOS}.
 */
public final class Rounds implements MeetingPoint {

  private static final int GUARD_AT = Block.CONTENT_AT;
  private static final int PARTIES_AT = Block.CONTENT_AT + 8;
  private static final int STATE_AT = Block.CONTENT_AT + 16;
  private static final int ACTOR_AT = Block.CONTENT_AT + 24;
  private static final int LINE_AT = Block.CONTENT_AT + 64;
  private static final int LEAST_PLACES = 32;

  private static final int FILLING = 0;
  private static final int ACTING = 1;
  private static final int ENDING = 2;
  private static final int BROKEN = 3;
  private static final int PHASE_BITS = 2;
  private static final int PHASE = (1 << PHASE_BITS) - 1;

  /** In place of a round that one waited for. */
  private static final long MET = -1;

  private static final long NOT_MET = -2;

  /** For who was late, or had no place. */
  private static final long AGAIN = -3;

  /** A wish: to come to the next round, for this one is full. */
  private static final long LATE = Long.MAX_VALUE;

  private final ByteBuffer bytes;
  private final Guard guard;
  private final Line line;

  public Rounds(Block block) {
    this.bytes = block.bytes();
    this.guard = new Guard(bytes, GUARD_AT);
    this.line = new Line(block, LINE_AT, places(block.length()), false);
  }

  /** How many bytes of content they take. */
  public static int length(int parties) {
    // Who of the last round has not yet left has his place still.
    return LINE_AT - Block.CONTENT_AT + Line.length(2 * parties + LEAST_PLACES);
  }

  private static int places(long length) {
    return Line.capacity((int) length - (LINE_AT - Block.CONTENT_AT));
  }

  /** Says how many come together; before anybody else knows it. */
  public static void begin(Block block, int parties) {
    Words.LONGS.setVolatile(block.bytes(), PARTIES_AT, (long) parties);
  }

  public int parties() {
    return (int) (long) Words.LONGS.get(bytes, PARTIES_AT);
  }

  @Override
  public void release() {
    line.close();
  }

  @Override
  public void close() {
    line.callAll();
  }

  /** How many have come to this round. */
  public int waiting() {
    return inside(() -> line.count(round()));
  }

  public boolean isBroken() {
    return inside(this::phase) == BROKEN;
  }

  /** Breaks this round, and with it all that would follow, until a reset. */
  public void breakRound() {
    inside(this::toBroken);
    line.callAnswered();
  }

  /** Breaks this round, if anybody has come, and begins the next. */
  public void reset() {
    inside(
        () -> {
          if (phase() == ACTING || line.count(round()) > 0) {
            toBroken();
          }
          return set(round() + 1, FILLING);
        });
    line.callAnswered();
  }

  /**
   * Comes to a round, and waits for its end.
   *
   * @param action run by who comes last; {@code null} for none
   * @param nanos for how long; negative if for ever
   * @return how many came behind
   */
  public int await(Runnable action, long nanos)
      throws InterruptedException, BrokenBarrierException, TimeoutException {
    if (Thread.interrupted()) {
      breakRound();
      throw new InterruptedException();
    }
    long start = System.nanoTime();
    while (true) {
      Arrival arrival = arrive(action != null);
      if (arrival.waiter == null) {
        endRound(arrival.round, action);
        return 0;
      }
      long answer = awaitAnswer(arrival, start, nanos);
      if (answer == MET) {
        return arrival.behind;
      }
      if (answer == NOT_MET) {
        throw new BrokenBarrierException();
      }
    }
  }

  private Arrival arrive(boolean hasAction) throws BrokenBarrierException {
    line.check();
    guard.enter();
    try {
      settle();
      return switch (phase()) {
        case FILLING -> comeTo(round(), hasAction);
        case ACTING -> new Arrival(round(), line.enter(LATE, false), 0);
        default -> throw new BrokenBarrierException();
      };
    } finally {
      guard.exit();
    }
  }

  /** Inside the guard. The last to come has no need to wait. */
  private Arrival comeTo(long round, boolean hasAction) {
    int behind = parties() - 1 - line.count(round);
    if (behind > 0) {
      return new Arrival(round, line.enter(round, false), behind);
    }
    if (hasAction) {
      Words.LONGS.setVolatile(bytes, ACTOR_AT, Life.OWN);
      set(round, ACTING);
    } else {
      set(round, ENDING);
      settle();
    }
    return new Arrival(round, null, 0);
  }

  private void endRound(long round, Runnable action) throws BrokenBarrierException {
    if (action == null) {
      line.callAnswered();
      return;
    }
    boolean isDone = false;
    try {
      action.run();
      isDone = true;
    } finally {
      boolean isMet = endActing(round, isDone ? ENDING : BROKEN);
      line.callAnswered();
      if (isDone && !isMet) {
        throw new BrokenBarrierException();
      }
    }
  }

  /** Whether the round was still what it was when the action began. */
  private boolean endActing(long round, int phase) {
    return inside(
            () -> {
              boolean isStill = round() == round && phase() == ACTING;
              if (isStill) {
                set(round, phase);
                settle();
              }
              return isStill ? 1 : 0;
            })
        == 1;
  }

  private long awaitAnswer(Arrival arrival, long start, long nanos)
      throws InterruptedException, TimeoutException {
    Waiter waiter = arrival.waiter;
    try {
      while (answer(waiter) >= 0) {
        long left = nanos < 0 ? Line.LOOK_NANOS : nanos - (System.nanoTime() - start);
        if (left > 0) {
          waiter.await(left);
          look(waiter);
        } else if (giveUp(arrival) != MET) {
          throw new TimeoutException();
        }
      }
      return answer(waiter);
    } catch (InterruptedException e) {
      if (giveUp(arrival) != MET) {
        throw e;
      }
      Thread.currentThread().interrupt(); // it came too late
      return MET;
    } finally {
      waiter.leave();
    }
  }

  /** Who has no place is to come again. */
  private long answer(Waiter waiter) {
    return waiter.place() < 0 ? AGAIN : line.cells().wish(waiter.place());
  }

  /** Not if it ended just now. Who was late breaks no round. */
  private long giveUp(Arrival arrival) {
    inside(
        () -> {
          if (answer(arrival.waiter) == round()) {
            toBroken();
          }
          return 0;
        });
    line.callAnswered();
    return answer(arrival.waiter);
  }

  /** Nobody has called for long. Has somebody died who has come, or who should have called? */
  private void look(Waiter waiter) {
    if (waiter.isCalled()) {
      line.check(); // it may be the call of the end
      return;
    }
    line.lookAtCreator();
    long state = state();
    boolean isBroken =
        (state & PHASE) == ACTING && Life.isOver(actor()) || line.hasDead(state >>> PHASE_BITS);
    inside(() -> isBroken && state() == state ? toBroken() : 0);
    line.callAnswered();
  }

  private int inside(IntSupplier what) {
    guard.enter();
    try {
      settle();
      return what.getAsInt();
    } finally {
      guard.exit();
    }
  }

  private int toBroken() {
    set(round(), BROKEN);
    settle();
    return 0;
  }

  /**
   * Does what follows from the phase. Whoever was killed doing it is followed by the next who is
   * inside.
   */
  private void settle() {
    int phase = phase();
    if (phase == ENDING) {
      line.answer(round(), MET);
      line.answer(LATE, AGAIN);
      set(round() + 1, FILLING);
    } else if (phase == BROKEN) {
      line.answer(round(), NOT_MET);
      line.answer(LATE, AGAIN);
    }
  }

  private int set(long round, int phase) {
    Words.LONGS.setVolatile(bytes, STATE_AT, round << PHASE_BITS | phase);
    return 0;
  }

  private long round() {
    return state() >>> PHASE_BITS;
  }

  private int phase() {
    return (int) state() & PHASE;
  }

  private long state() {
    return (long) Words.LONGS.getVolatile(bytes, STATE_AT);
  }

  private long actor() {
    return (long) Words.LONGS.getVolatile(bytes, ACTOR_AT);
  }

  /**
   * One who has come.
   *
   * @param waiter {@code null} for the last
   * @param behind how many are to come behind
   */
  private record Arrival(long round, Waiter waiter, int behind) {}
}
