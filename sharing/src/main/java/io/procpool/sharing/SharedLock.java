package io.procpool.sharing;

import io.procpool.sharing.internal.memory.Block;
import io.procpool.sharing.internal.waiting.Ownership;
import java.util.concurrent.TimeUnit;

/**
 * A lock between processes: Python's {@code multiprocessing.Lock}, which its holder's death does
 * not block.
 *
 * <pre>{@code
 * try (SharedLock lock = SharedLock.create(); ProcessPool pool = ProcessPool.create(4)) {
 *   pool.map(number -> {
 *     lock.lock();
 *     try {
 *       return append(number);
 *     } finally {
 *       lock.unlock();
 *     }
 *   }, numbers);
 * }
 * }</pre>
 *
 * <p>It is held by a process, and there by no thread in particular: any thread of that process can
 * unlock it. It excludes the threads of one process from each other all the same. It is not
 * reentrant: who holds it and locks it again waits for ever, or for himself; see {@link
 * SharedReentrantLock}.
 *
 * <p>A lock that is free is got and given back by one atomic instruction each, without a system
 * call. Who waits looks for some microseconds and then sleeps. Those who sleep are woken in the
 * order in which they came, but who comes at the right moment may be faster: it is not fair. When a
 * process that holds it ends, one that waits has it within some tenths of a second.
 *
 * @see RobustLock
 */
public final class SharedLock extends RobustLock {

  private static final long serialVersionUID = 1L;

  SharedLock(Block block) {
    super(block, new Ownership(block));
  }

  /**
   * Makes one that nobody holds.
   *
   * @return a new one
   * @throws SharingException if there is no room for it
   */
  public static SharedLock create() {
    return new SharedLock(newBlock(Ownership.LENGTH));
  }

  /**
   * Waits for it, whatever happens to this thread.
   *
   * @throws IllegalStateException if it is closed, or its creator has ended
   */
  @Override
  public void lock() {
    requireOpen();
    ownership.own();
  }

  /**
   * Waits for it.
   *
   * @throws InterruptedException if this thread is interrupted, before or meanwhile
   * @throws IllegalStateException if it is closed, or its creator has ended
   */
  @Override
  public void lockInterruptibly() throws InterruptedException {
    requireOpen();
    ownership.own(-1);
  }

  /** Gets it, if it is free now, or held by a process that is known to have ended. */
  @Override
  public boolean tryLock() {
    requireOpen();
    return ownership.tryOwnOrInherit();
  }

  /** Waits for it, but not for longer than this; 0 or less: not at all. */
  @Override
  public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
    requireOpen();
    return ownership.own(Math.max(0, unit.toNanos(time)));
  }

  /**
   * Gives it back.
   *
   * @throws IllegalMonitorStateException if this process does not hold it
   */
  @Override
  public void unlock() {
    if (!ownership.disown()) {
      throw new IllegalMonitorStateException("This process does not hold the lock.");
    }
  }

  /** {@return whether this process holds it} */
  public boolean isHeldByThisProcess() {
    return ownership.isOwn();
  }

  @Override
  boolean isHeldByCaller() {
    return isHeldByThisProcess();
  }

  @Override
  int releaseAll() {
    unlock();
    return 1;
  }

  @Override
  void reacquire(int holds) {
    ownership.own();
  }

  @Override
  Handle handle() {
    return new Handle(Kind.LOCK, block(), null);
  }
}
