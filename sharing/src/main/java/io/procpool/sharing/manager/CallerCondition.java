package io.procpool.sharing.manager;

import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** A condition of a {@link CallerLock}. */
final class CallerCondition extends Store implements RemoteCondition {

  /** Clients hold it: it guards nothing here. */
  private final CallerLock lock;

  /** Of that lock. */
  private final Condition condition;

  CallerCondition(CallerLock lock, Condition condition) {
    super(RemoteCondition.class);
    this.lock = lock;
    this.condition = condition;
  }

  @Override
  public Lock lock() {
    return lock;
  }

  @Override
  public void await() throws InterruptedException {
    condition.await();
  }

  @Override
  public void awaitUninterruptibly() {
    try {
      condition.await();
    } catch (InterruptedException e) {
      throw new AbandonedCallException(e);
    }
  }

  @Override
  public long awaitNanos(long nanos) throws InterruptedException {
    return condition.awaitNanos(nanos);
  }

  @Override
  public boolean await(long time, TimeUnit unit) throws InterruptedException {
    return condition.await(time, unit);
  }

  @Override
  public boolean awaitUntil(Date deadline) throws InterruptedException {
    return condition.awaitUntil(deadline);
  }

  @Override
  public void signal() {
    condition.signal();
  }

  @Override
  public void signalAll() {
    condition.signalAll();
  }
}
