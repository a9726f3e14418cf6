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
   * @throws BrokenBarrierException if the round breaks, or is broken
   * @throws InterruptedException if the calling thread is interrupted
   */
  int await() throws InterruptedException, BrokenBarrierException;

  /**
   * Waits for the others, but not for ever.
   *
   * @param time how long at most; 0 or less for not at all
   * @param unit of the time
   * @return how many were still missing when this one came
   * @throws TimeoutException if they have not come in time; the round is broken then
   * @throws BrokenBarrierException if the round breaks, or is broken
   * @throws InterruptedException if the calling thread is interrupted
   */
  int await(long time, TimeUnit unit)
      throws InterruptedException, BrokenBarrierException, TimeoutException;

  /** Breaks the round that is waited in, and begins anew. */
  void reset();

  /** Breaks it until it is reset. */
  void abort();

  /**
   * Whether it is broken.
   *
   * @return whether somebody has left it
   */
  boolean isBroken();

  /**
   * How many have to come.
   *
   * @return how many have to come
   */
  int getParties();

  /**
   * How many wait now.
   *
   * @return how many have come
   */
  int getNumberWaiting();
}
