package io.procpool.sharing.manager;

import java.util.concurrent.TimeUnit;

/**
 * A semaphore of a {@link Manager}: Python's {@code Manager().Semaphore()}, with the methods of
 * {@link java.util.concurrent.Semaphore}.
 *
 * <pre>{@code
 * RemoteSemaphore licences = manager.semaphore(3);
 * licences.acquire();
 * try {
 *   render();
 * } finally {
 *   licences.release();
 * }
 * }</pre>
 *
 * <p>Permits of a process that has ended come back. What is released is a permit of the same
 * process, else one that another has, else a new one, as {@link
 * io.procpool.sharing.manager.Manager#boundedSemaphore} refuses. Safe for use by any threads of any
 * processes.
 */
public interface RemoteSemaphore {

  /**
   * Waits for a permit.
   *
   * @throws InterruptedException if this thread is interrupted; it has none then
   */
  void acquire() throws InterruptedException;

  /**
   * Takes a permit if there is one now.
   *
   * @return whether it has one
   */
  boolean tryAcquire();

  /**
   * Waits for a permit, but not for ever.
   *
   * @param time 0 or less: not at all
   * @param unit of the time
   * @return whether it has one
   * @throws InterruptedException if this thread is interrupted; it has none then
   */
  boolean tryAcquire(long time, TimeUnit unit) throws InterruptedException;

  /**
   * Gives one back.
   *
   * @throws IllegalStateException if it is bounded and has all of them
   */
  void release();

  /** {@return how many there are now} */
  int availablePermits();
}
