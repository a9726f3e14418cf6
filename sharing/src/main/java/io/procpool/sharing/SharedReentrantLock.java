package io.procpool.sharing;

import io.procpool.sharing.internal.memory.Block;
import io.procpool.sharing.internal.waiting.Ownership;
import java.util.concurrent.TimeUnit;

/**
 * A lock between processes that its holder, a thread, can lock again: Python's {@code
 * multiprocessing.RLock}, and {@link java.util.concurrent.locks.ReentrantLock} for several
 * processes.
 *
 * <pre>{@code
 * try (SharedReentrantLock lock = SharedReentrantLock.create();
 *     SharedLong balance = SharedLong.create(100);
 *     ProcessPool pool = ProcessPool.create(2)) {
 *   pool.map(amount -> withdraw(lock, balance, amount), amounts);
 * }
 * }</pre>
 *
 * <p>Fast, not fair, and robust, as {@link SharedLock} is. If its process ends, however often it
 * was locked there, the next gets it once.
 *
 * @see RobustLock
 */
public final class SharedReentrantLock extends RobustLock {

  private static final long serialVersionUID = 1L;

  /**
   * The thread of this process that holds it: written by it alone, while this process has it, so
   * that who reads here his own name has written it.
   */
  private transient Thread holder;

  private transient int holds;

  SharedReentrantLock(Block block) {
    super(block, new Ownership(block));
  }

  /**
   * Makes one that nobody holds.
   *
   * @return a new one
   * @throws SharingException if there is no room for it
   */
  public static SharedReentrantLock create() {
    return new SharedReentrantLock(newBlock(Ownership.LENGTH));
  }

  /**
   * Waits for it, whatever happens to this thread.
   *
   * @throws IllegalStateException if it is closed, or its creator has ended
   */
  @Override
  public void lock() {
    if (!isHeldAgain()) {
      requireOpen();
      ownership.own();
      hold(1);
    }
  }

  /**
   * Waits for it.
   *
   * @throws InterruptedException if this thread is interrupted, before or meanwhile
   * @throws IllegalStateException if it is closed, or its creator has ended
   */
  @Override
  public void lockInterruptibly() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (!isHeldAgain()) {
      requireOpen();
      ownership.own(-1);
      hold(1);
    }
  }

  /**
   * Gets it, if it is this thread's, or free now, or held by a process that is known to have ended.
   */
  @Override
  public boolean tryLock() {
    return isHeldAgain() || isHeldNow(tryOwn());
  }

  /** Waits for it, but not for longer than this; 0 or less: not at all. */
  @Override
  public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return isHeldAgain() || isHeldNow(tryOwn(Math.max(0, unit.toNanos(time))));
  }

  /**
   * Gives it back, once.
   *
   * @throws IllegalMonitorStateException if this thread does not hold it
   */
  @Override
  public void unlock() {
    if (!isHeldByCurrentThread()) {
      throw new IllegalMonitorStateException("This thread does not hold the lock.");
    }
    if (--holds == 0) {
      holder = null;
      ownership.disown();
    }
  }

  /** {@return how often this thread has locked it and not unlocked it} */
  public int getHoldCount() {
    return isHeldByCurrentThread() ? holds : 0;
  }

  /** {@return whether this thread holds it} */
  public boolean isHeldByCurrentThread() {
    return holder == Thread.currentThread();
  }

  @Override
  boolean isHeldByCaller() {
    return isHeldByCurrentThread();
  }

  @Override
  int releaseAll() {
    int all = holds;
    holds = 1;
    unlock();
    return all;
  }

  @Override
  void reacquire(int all) {
    ownership.own();
    hold(all);
  }

  @Override
  Handle handle() {
    return new Handle(Kind.REENTRANT_LOCK, block(), null);
  }

  private boolean tryOwn() {
    requireOpen();
    return ownership.tryOwnOrInherit();
  }

  private boolean tryOwn(long nanos) throws InterruptedException {
    requireOpen();
    return ownership.own(nanos);
  }

  private boolean isHeldAgain() {
    if (!isHeldByCurrentThread()) {
      return false;
    }
    if (holds == Integer.MAX_VALUE) {
      throw new IllegalStateException("It is held too often to be counted.");
    }
    holds++;
    return true;
  }

  private boolean isHeldNow(boolean isOwn) {
    if (isOwn) {
      hold(1);
    }
    return isOwn;
  }

  private void hold(int times) {
    holder = Thread.currentThread();
    holds = times;
  }
}
