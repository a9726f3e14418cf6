package io.procpool.sharing;

import io.procpool.sharing.internal.memory.Block;
import io.procpool.sharing.internal.waiting.Permits;
import java.util.concurrent.TimeUnit;

/**
 * A semaphore between processes: Python's {@code multiprocessing.Semaphore}, and {@link
 * java.util.concurrent.Semaphore} for several processes.
 *
 * <pre>{@code
 * try (SharedSemaphore licences = SharedSemaphore.create(3); ProcessPool pool = ProcessPool.create(8)) {
 *   pool.map(drawing -> {
 *     licences.acquire();
 *     try {
 *       return render(drawing);
 *     } finally {
 *       licences.release();
 *     }
 *   }, drawings);
 * }
 * }</pre>
 *
 * <p>It knows how many permits each process has. Those of a process that has ended, in whatever
 * way, come back, within some tenths of a second if somebody waits for them. What is released is a
 * permit of the same process, else one that another has, else a new one; so one process may acquire
 * what another releases.
 *
 * <p>It is not fair: those who wait are woken in the order in which they came, as far as there are
 * enough permits, but who comes at the right moment may be faster. Up to 120 processes can have
 * permits at once.
 */
public sealed class SharedSemaphore extends SharedObject permits SharedBoundedSemaphore {

  private static final long serialVersionUID = 1L;

  private final transient Permits permits;

  SharedSemaphore(Block block) {
    this(block, new Permits(block));
  }

  SharedSemaphore(Block block, Permits permits) {
    super(block, permits);
    this.permits = permits;
  }

  /**
   * Makes one.
   *
   * @param permits how many are free at first, 0 or more
   * @return a new one
   * @throws SharingException if there is no room for it
   */
  public static SharedSemaphore create(int permits) {
    return new SharedSemaphore(newBlock(permits, Integer.MAX_VALUE));
  }

  static Block newBlock(int permits, int bound) {
    if (permits < 0) {
      throw new IllegalArgumentException("permits must be 0 or more, was " + permits);
    }
    Block block = newBlock(Permits.LENGTH);
    Permits.begin(block, permits, bound);
    return block;
  }

  /**
   * Waits for a permit.
   *
   * @throws InterruptedException if this thread is interrupted, before or meanwhile
   * @throws IllegalStateException if it is closed, or its creator has ended
   */
  public void acquire() throws InterruptedException {
    acquire(1);
  }

  /**
   * Waits until as many are free at once.
   *
   * @param count 0 or more
   * @throws InterruptedException if this thread is interrupted, before or meanwhile
   */
  public void acquire(int count) throws InterruptedException {
    require(count);
    permits.take(count, -1);
  }

  /** Waits for a permit, whatever happens to this thread. */
  public void acquireUninterruptibly() {
    acquireUninterruptibly(1);
  }

  /**
   * Waits until as many are free at once, whatever happens to this thread.
   *
   * @param count 0 or more
   */
  public void acquireUninterruptibly(int count) {
    require(count);
    boolean isInterrupted = false;
    boolean isTaken = false;
    while (!isTaken) {
      try {
        isTaken = permits.take(count, -1);
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Gets a permit, if one is free now.
   *
   * @return whether it has got them
   */
  public boolean tryAcquire() {
    return tryAcquire(1);
  }

  /**
   * Gets as many, if they are free now.
   *
   * @param count 0 or more
   * @return whether it has got them
   */
  public boolean tryAcquire(int count) {
    require(count);
    return permits.tryTake(count);
  }

  /**
   * Waits for a permit, but not for longer than this; 0 or less: not at all.
   *
   * @param time 0 or less: not at all
   * @param unit of the time
   * @return whether it has got them
   * @throws InterruptedException if this thread is interrupted, before or meanwhile
   */
  public boolean tryAcquire(long time, TimeUnit unit) throws InterruptedException {
    return tryAcquire(1, time, unit);
  }

  /**
   * Waits until as many are free at once, but not for longer than this.
   *
   * @param count 0 or more
   * @param time 0 or less: not at all
   * @param unit of the time
   * @return whether it has got them
   * @throws InterruptedException if this thread is interrupted, before or meanwhile
   */
  public boolean tryAcquire(int count, long time, TimeUnit unit) throws InterruptedException {
    require(count);
    return permits.take(count, Math.max(0, unit.toNanos(time)));
  }

  /** Gives a permit back, or makes one. */
  public void release() {
    release(1);
  }

  /**
   * Gives as many back, or makes them.
   *
   * @param count 0 or more
   * @throws IllegalStateException if there would be more than there may be; none is given back then
   */
  public void release(int count) {
    require(count);
    if (!permits.give(count)) {
      throw new IllegalStateException(
          "There would be more permits than there may be: more were released than acquired.");
    }
  }

  /** {@return how many are free} */
  public int availablePermits() {
    requireOpen();
    return (int) permits.free();
  }

  /**
   * Gets all that are free now.
   *
   * @return how many
   */
  public int drainPermits() {
    requireOpen();
    return permits.takeAll();
  }

  @Override
  Handle handle() {
    return new Handle(Kind.SEMAPHORE, block(), null);
  }

  private void require(int count) {
    requireOpen();
    if (count < 0) {
      throw new IllegalArgumentException("permits must be 0 or more, were " + count);
    }
  }
}
