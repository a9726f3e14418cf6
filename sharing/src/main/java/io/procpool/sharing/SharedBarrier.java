package io.procpool.sharing;

import io.procpool.sharing.internal.memory.Block;
import io.procpool.sharing.internal.waiting.Rounds;
import io.procpool.task.SerializableRunnable;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Where threads of several processes come together, round after round: Python's {@code
 * multiprocessing.Barrier}, and {@link java.util.concurrent.CyclicBarrier} for several processes.
 *
 * <pre>{@code
 * SharedBarrier step = SharedBarrier.create(4);
 * ...
 * for (int i = 0; i < steps; i++) {            // in each of four tasks
 *   relax(part);
 *   step.await();                              // until the other three have done the same
 * }
 * }</pre>
 *
 * <p>A round breaks if somebody who waits in it is interrupted, runs out of time, or is killed, or
 * if the action fails: then all who wait get a {@link BrokenBarrierException}, and so does
 * everybody who comes later, until {@link #reset()}. Who dies before he has come is not missed by
 * the barrier: give {@link #await(long, TimeUnit)} a time if that can be.
 */
public final class SharedBarrier extends SharedObject {

  private static final long serialVersionUID = 1L;
  private static final int MOST_PARTIES = 10_000;

  private final transient Rounds rounds;
  private final transient SerializableRunnable action;

  SharedBarrier(Block block, SerializableRunnable action) {
    this(block, new Rounds(block), action);
  }

  private SharedBarrier(Block block, Rounds rounds, SerializableRunnable action) {
    super(block, rounds);
    this.rounds = rounds;
    this.action = action;
  }

  /**
   * Makes one.
   *
   * @param parties how many come together, 1 to 10,000
   * @return a new one
   * @throws SharingException if there is no room for it
   */
  public static SharedBarrier create(int parties) {
    return create(parties, null);
  }

  /**
   * Makes one.
   *
   * @param parties how many come together, 1 to 10,000
   * @param action run in each round by the last who comes, in his process, before all go on; {@code
   *     null} for none
   * @return a new one
   */
  public static SharedBarrier create(int parties, SerializableRunnable action) {
    if (parties < 1 || parties > MOST_PARTIES) {
      throw new IllegalArgumentException(
          "parties must be 1 to " + MOST_PARTIES + ", were " + parties);
    }
    Block block = newBlock(Rounds.length(parties));
    Rounds.begin(block, parties);
    return new SharedBarrier(block, action);
  }

  /**
   * Waits until all have come.
   *
   * @return how many came behind this one: 0 for the last
   * @throws InterruptedException if this thread is interrupted, before or meanwhile
   * @throws BrokenBarrierException if the round is broken, or is while this waits
   * @throws IllegalStateException if it is closed, or its creator has ended
   */
  public int await() throws InterruptedException, BrokenBarrierException {
    requireOpen();
    try {
      return rounds.await(action, -1);
    } catch (TimeoutException e) {
      throw new AssertionError("a time limit where there is none", e);
    }
  }

  /**
   * Waits until all have come, but not for longer than this.
   *
   * @param time 0 or less: not at all
   * @param unit of the time
   * @return how many came behind this one: 0 for the last
   * @throws InterruptedException if this thread is interrupted, before or meanwhile
   * @throws TimeoutException if the time has passed: the round is broken by it
   * @throws BrokenBarrierException as {@link #await()}
   */
  public int await(long time, TimeUnit unit)
      throws InterruptedException, BrokenBarrierException, TimeoutException {
    requireOpen();
    return rounds.await(action, Math.max(0, unit.toNanos(time)));
  }

  /** Breaks the round that is under way, if anybody waits in it, and begins anew. */
  public void reset() {
    requireOpen();
    rounds.reset();
  }

  /** Breaks it, for all who wait and who will come, until {@link #reset()}. */
  public void abort() {
    requireOpen();
    rounds.breakRound();
  }

  /** {@return whether the round is broken, so that nobody waits any more} */
  public boolean isBroken() {
    requireOpen();
    return rounds.isBroken();
  }

  /** {@return how many come together} */
  public int getParties() {
    return rounds.parties();
  }

  /** {@return how many wait now} */
  public int getNumberWaiting() {
    requireOpen();
    return rounds.waiting();
  }

  @Override
  Handle handle() {
    return new Handle(Kind.BARRIER, block(), action);
  }
}
