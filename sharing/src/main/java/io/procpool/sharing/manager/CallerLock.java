package io.procpool.sharing.manager;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.Lock;

/**
 * A lock that is held by a thread of a client if it is reentrant, and else by a client's process.
 * Those who wait get it in the order in which they came. What cannot be interrupted by its caller
 * is by that one's end.
 */
final class CallerLock extends Store implements Lock, Holding {

  private final Sync sync;

  CallerLock(boolean isReentrant) {
    super(Lock.class);
    sync = new Sync(isReentrant);
  }

  @Override
  public void lock() {
    try {
      sync.acquireInterruptibly(1);
    } catch (InterruptedException e) {
      throw new AbandonedCallException(e);
    }
  }

  @Override
  public void lockInterruptibly() throws InterruptedException {
    sync.acquireInterruptibly(1);
  }

  @Override
  public boolean tryLock() {
    return sync.tryAcquire(1);
  }

  @Override
  public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
    return sync.tryAcquireNanos(1, unit.toNanos(time));
  }

  @Override
  public void unlock() {
    sync.release(1);
  }

  @Override
  public CallerCondition newCondition() {
    return new CallerCondition(this, sync.new ConditionObject());
  }

  @Override
  public void takeBackFrom(Visitor visitor) {
    sync.takeBackFrom(visitor);
  }

  private final class Sync extends AbstractQueuedSynchronizer {

    private static final long serialVersionUID = 1L;

    private final boolean isReentrant;

    /**
     * Volatile: who has it may call by another thread of the manager each time, and others look.
     */
    private transient volatile Caller owner;

    Sync(boolean isReentrant) {
      this.isReentrant = isReentrant;
    }

    @Override
    protected boolean tryAcquire(int times) {
      Caller caller = Caller.current();
      if (compareAndSetState(0, times)) {
        owner = caller;
        caller.visitor().holds(CallerLock.this);
        return true;
      }
      if (isReentrant && caller.equals(owner)) {
        setState(Math.addExact(getState(), times));
        return true;
      }
      return false;
    }

    @Override
    protected boolean tryRelease(int times) {
      if (!isHeldExclusively()) {
        throw new IllegalMonitorStateException("Who wants to unlock it does not hold this lock.");
      }
      int left = getState() - times;
      if (left == 0) {
        owner.visitor().holdsNoMore(CallerLock.this);
        owner = null;
      }
      setState(left);
      return left == 0;
    }

    @Override
    protected boolean isHeldExclusively() {
      Caller caller = Caller.current();
      Caller holder = owner;
      return isReentrant
          ? caller.equals(holder)
          : holder != null && holder.visitor() == caller.visitor();
    }

    void takeBackFrom(Visitor visitor) {
      Caller holder = owner;
      if (holder != null && holder.visitor() == visitor) {
        Caller.set(holder);
        try {
          release(getState());
        } finally {
          Caller.clear();
        }
      }
    }
  }
}
