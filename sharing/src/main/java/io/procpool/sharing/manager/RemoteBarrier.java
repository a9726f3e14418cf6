package io.procpool.sharing.manager;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Where threads of several processes come together, round after round: Python's {@code
 * Manager().Barrier()}, with the methods of {@link java.util.concurrent.CyclicBarrier}.
 *
 * <pre>{@code
 * RemoteBarrier step = manager.barrier(4);
 * step.await();                                        // until the other three have come
 * }</pre>
 *
 * <p>A round breaks if somebody who waits in it is interrupted, runs out of time, or is killed.
 * Safe for use by any threads of any processes.
 */
public interface RemoteBarrier {

  /**
   * Waits for the others.
   *
   * @return how many were still missing when this one came
   * @throws InterruptedException if this thread is interrupted, before or meanwhile
   * @throws BrokenBarrierException if the round breaks, or is broken
   */
  int await() throws InterruptedException, BrokenBarrierException;

  /**
   * Waits for the others, but not for ever.
   *
   * @param time 0 or less: not at all
   * @param unit of the time
   * @return how many were still missing when this one came
   * @throws InterruptedException if this thread is interrupted, before or meanwhile
   * @throws TimeoutException if they have not come in time; the round is broken then
   * @throws BrokenBarrierException if the round breaks, or is broken
   */
  int await(long time, TimeUnit unit)
      throws InterruptedException, BrokenBarrierException, TimeoutException;

  /** Breaks the round that is waited in, and begins anew. */
  void reset();

  /** Breaks it until it is reset. */
  void abort();

  /** {@return whether it is broken} */
  boolean isBroken();

  /** {@return how many have to come} */
  int getParties();

  /** {@return how many wait now} */
  int getNumberWaiting();
}
