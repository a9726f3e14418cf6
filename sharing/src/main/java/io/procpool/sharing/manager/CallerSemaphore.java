package io.procpool.sharing.manager;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A semaphore that knows who has its permits. Guarded by itself, on which those wait as well. */
final class CallerSemaphore extends Store implements RemoteSemaphore, Holding {

  private final int most;
  private final Map<Visitor, Integer> taken = new HashMap<>();
  private int available;

  /**
   * @param most that there can be
   */
  CallerSemaphore(int permits, int most) {
    super(RemoteSemaphore.class);
    if (permits < 0) {
      throw new IllegalArgumentException("permits must be 0 or more, was " + permits);
    }
    this.available = permits;
    this.most = most;
  }

  @Override
  public synchronized void acquire() throws InterruptedException {
    while (!tryAcquire()) {
      wait();
    }
  }

  @Override
  public synchronized boolean tryAcquire() {
    if (available == 0) {
      return false;
    }
    available--;
    Visitor visitor = Caller.current().visitor();
    taken.merge(visitor, 1, Integer::sum);
    visitor.holds(this);
    return true;
  }

  @Override
  public synchronized boolean tryAcquire(long time, TimeUnit unit) throws InterruptedException {
    Patience patience = new Patience(unit.toNanos(time));
    while (!tryAcquire()) {
      if (!patience.waitFor(this)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public synchronized void release() {
    if (available == most) {
      throw new IllegalStateException("All " + most + " permits are there already.");
    }
    available++;
    Visitor caller = Caller.current().visitor();
    if (taken.containsKey(caller) || taken.isEmpty()) {
      forgetOne(caller);
    } else {
      forgetOne(taken.keySet().iterator().next());
    }
    notify();
  }

  private void forgetOne(Visitor visitor) {
    Integer left = taken.computeIfPresent(visitor, (key, count) -> count == 1 ? null : count - 1);
    if (left == null) {
      visitor.holdsNoMore(this);
    }
  }

  @Override
  public synchronized int availablePermits() {
    return available;
  }

  @Override
  public synchronized void takeBackFrom(Visitor visitor) {
    Integer count = taken.remove(visitor);
    available += count == null ? 0 : count;
    notifyAll();
  }
}
