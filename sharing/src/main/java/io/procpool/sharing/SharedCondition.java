package io.procpool.sharing;

import io.procpool.sharing.internal.memory.Block;
import io.procpool.sharing.internal.waiting.Signals;
import io.procpool.sharing.internal.waiting.Waiter;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.function.BooleanSupplier;

/**
 * A condition between processes: Python's {@code multiprocessing.Condition}, of one of this
 * package's locks.
 *
 * <pre>{@code
 * SharedReentrantLock lock = SharedReentrantLock.create();
 * SharedCondition isReady = lock.newCondition();
 * ...
 * lock.lock();                                 // in one process
 * try {
 *   while (!state.isReady()) {
 *     isReady.await();
 *   }
 * } finally {
 *   lock.unlock();
 * }
 * ...
 * lock.lock();                                 // in another
 * try {
 *   state.makeReady();
 *   isReady.signal();
 * } finally {
 *   lock.unlock();
 * }
 * }</pre>
 *
 * <p>As {@link Condition} has it: who waits gives up the lock, however often it is held, and has it
 * again as often when it goes on. A signal wakes who waits at this moment, those who came first;
 * what is signalled while nobody waits is forgotten. Who was killed while it waited is not woken in
 * place of another, and a signal that came to it just before goes to the next: so there can be a
 * wake-up without a signal, then. Up to 120 threads can wait at once.
 */
public final class SharedCondition extends SharedObject implements Condition {

  private static final long serialVersionUID = 1L;

  /** Of whoever shares the condition: it is held while that is signalled. */
  private final transient RobustLock lock;

  private final transient Signals signals;

  SharedCondition(Block block, RobustLock lock) {
    this(block, lock, new Signals(block));
  }

  private SharedCondition(Block block, RobustLock lock, Signals signals) {
    super(block, signals);
    this.lock = lock;
    this.signals = signals;
  }

  /** {@return the lock that it is of} */
  public RobustLock lock() {
    return lock;
  }

  /**
   * Waits for a signal.
   *
   * @throws InterruptedException if this thread is interrupted, before or meanwhile
   * @throws IllegalMonitorStateException if the caller does not hold the lock; so it is with all
   *     methods here
   * @throws IllegalStateException if it is closed, or its creator has ended
   */
  @Override
  public void await() throws InterruptedException {
    awaitSignal(-1, true);
  }

  @Override
  public void awaitUninterruptibly() {
    try {
      awaitSignal(-1, false);
    } catch (InterruptedException e) {
      throw new AssertionError("an interrupt that was to be kept", e);
    }
  }

  /** Waits for a signal, and returns how much of this time is left; 0 or less if it has passed. */
  @Override
  public long awaitNanos(long nanos) throws InterruptedException {
    long start = System.nanoTime();
    awaitSignal(Math.max(0, nanos), true);
    return nanos - (System.nanoTime() - start);
  }

  /** Waits for a signal, but not for longer than this; false if there was none. */
  @Override
  public boolean await(long time, TimeUnit unit) throws InterruptedException {
    return awaitSignal(Math.max(0, unit.toNanos(time)), true);
  }

  @Override
  public boolean awaitUntil(Date deadline) throws InterruptedException {
    return await(deadline.getTime() - System.currentTimeMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Waits until something is true, which is looked at now and after each signal: Python's {@code
   * wait_for}.
   *
   * @param isTrue asked under the lock
   * @param time 0 or less: not at all
   * @param unit of the time
   * @return whether it is true; it may not be when the time has passed
   * @throws InterruptedException if this thread is interrupted, before or meanwhile
   */
  public boolean awaitUntil(BooleanSupplier isTrue, long time, TimeUnit unit)
      throws InterruptedException {
    long left = unit.toNanos(time);
    while (!isTrue.getAsBoolean()) {
      if (left <= 0) {
        return false;
      }
      left = awaitNanos(left);
    }
    return true;
  }

  @Override
  public void signal() {
    signal(1);
  }

  /**
   * Wakes those who have waited longest.
   *
   * @param most how many at most
   * @return how many were woken
   */
  public int signal(int most) {
    requireHeld();
    return signals.call(most);
  }

  @Override
  public void signalAll() {
    requireHeld();
    signals.callAll();
  }

  @Override
  Handle handle() {
    return new Handle(Kind.CONDITION, block(), lock);
  }

  /** Enters the line before it gives up the lock: no signal in between is lost. */
  private boolean awaitSignal(long nanos, boolean isInterruptible) throws InterruptedException {
    requireHeld();
    if (isInterruptible && Thread.interrupted()) {
      throw new InterruptedException();
    }
    Waiter waiter = signals.enter();
    int holds = lock.releaseAll();
    boolean isSignalled = false;
    boolean isInterrupted = false;
    try {
      isInterrupted = awaitCall(waiter, nanos, isInterruptible);
    } finally {
      isSignalled = waiter.leave();
      lock.reacquire(holds);
    }
    if (isInterrupted) {
      if (isInterruptible && !isSignalled) {
        throw new InterruptedException();
      }
      Thread.currentThread().interrupt(); // it came behind the signal
    }
    return isSignalled;
  }

  /** Whether there was an interrupt: it ends the wait, or is kept for later. */
  private boolean awaitCall(Waiter waiter, long nanos, boolean isInterruptible) {
    boolean isInterrupted = false;
    while (true) {
      try {
        signals.await(waiter, nanos);
        return isInterrupted;
      } catch (InterruptedException e) {
        isInterrupted = true;
        if (isInterruptible) {
          return true;
        }
      }
    }
  }

  private void requireHeld() {
    requireOpen();
    if (!lock.isHeldByCaller()) {
      throw new IllegalMonitorStateException("The caller does not hold the lock of the condition.");
    }
  }
}
