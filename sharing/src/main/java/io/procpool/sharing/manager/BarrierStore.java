package io.procpool.sharing.manager;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The JDK's. Who waits for a client that ends is interrupted, which breaks the round. */
final class BarrierStore extends Store implements RemoteBarrier {

  private final CyclicBarrier barrier;

  /**
   * @param action is run by the last one that comes, or {@code null}
   */
  BarrierStore(int parties, Runnable action) {
    super(RemoteBarrier.class);
    barrier = new CyclicBarrier(parties, action);
  }

  @Override
  public int await() throws InterruptedException, BrokenBarrierException {
    return barrier.await();
  }

  @Override
  public int await(long time, TimeUnit unit)
      throws InterruptedException, BrokenBarrierException, TimeoutException {
    return barrier.await(time, unit);
  }

  @Override
  public void reset() {
    barrier.reset();
  }

  /** Comes to it as one who is interrupted, which is how a party breaks it. */
  @Override
  public void abort() {
    Thread.currentThread().interrupt();
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      Thread.interrupted(); // it was ours, and not thrown if the barrier was broken before
    }
  }

  @Override
  public boolean isBroken() {
    return barrier.isBroken();
  }

  @Override
  public int getParties() {
    return barrier.getParties();
  }

  @Override
  public int getNumberWaiting() {
    return barrier.getNumberWaiting();
  }
}
