package io.procpool.sharing.manager;

import java.util.concurrent.TimeUnit;

/** Guarded by itself, on which those wait as well. */
final class EventStore extends Store implements RemoteEvent {

  private boolean isSet;

  /** How often it was set: who waits goes on even if it is cleared right behind that. */
  private long times;

  EventStore() {
    super(RemoteEvent.class);
  }

  @Override
  public synchronized boolean isSet() {
    return isSet;
  }

  @Override
  public synchronized void set() {
    isSet = true;
    times++;
    notifyAll();
  }

  @Override
  public synchronized void clear() {
    isSet = false;
  }

  @Override
  public void await() throws InterruptedException {
    await(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
  }

  @Override
  public synchronized boolean await(long time, TimeUnit unit) throws InterruptedException {
    Patience patience = new Patience(unit.toNanos(time));
    long before = times;
    while (!isSet && times == before) {
      if (!patience.waitFor(this)) {
        return false;
      }
    }
    return true;
  }
}
