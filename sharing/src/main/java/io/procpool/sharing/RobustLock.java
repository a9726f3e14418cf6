package io.procpool.sharing;

import io.procpool.sharing.internal.memory.Block;
import io.procpool.sharing.internal.memory.Life;
import io.procpool.sharing.internal.waiting.Ownership;
import io.procpool.sharing.internal.waiting.Signals;
import java.util.Optional;
import java.util.concurrent.locks.Lock;

/**
 * A lock between processes that is not lost with its holder: when a process ends that holds it, in
 * whatever way, the next gets it, and can ask whose it was.
 *
 * <pre>{@code
 * lock.lock();
 * try {
 *   if (lock.inheritedFrom().isPresent()) {
 *     account.recount(); // it may have been left half done
 *   }
 *   account.transfer(amount);
 * } finally {
 *   lock.unlock();
 * }
 * }</pre>
 *
 * <p>That somebody inherited it is also logged, as a warning, to {@code io.procpool.sharing}. A
 * thread that ends without unlocking, in a process that goes on, keeps it for ever, as in {@code
 * java.util.concurrent}.
 */
public abstract sealed class RobustLock extends SharedObject implements Lock
    permits SharedLock, SharedReentrantLock {

  private static final long serialVersionUID = 1L;

  final transient Ownership ownership;

  RobustLock(Block block, Ownership ownership) {
    super(block, ownership);
    this.ownership = ownership;
  }

  /**
   * {@return who held it last, if that process ended with it; from when this process has got it
   * there until it unlocks it}
   *
   * <p>Empty if this process does not hold it.
   */
  public Optional<DeadOwner> inheritedFrom() {
    long life = ownership.inherited();
    return life == 0 ? Optional.empty() : Optional.of(new DeadOwner(Life.pid(life)));
  }

  /** {@return whether any process holds it now} */
  public boolean isLocked() {
    return !ownership.isFree();
  }

  /** A new condition of this lock, to be passed on as the lock is, and to be closed. */
  @Override
  public SharedCondition newCondition() {
    requireOpen();
    return new SharedCondition(newBlock(Signals.LENGTH), this);
  }

  /** Whether the caller may wait for a condition, and signal it. */
  abstract boolean isHeldByCaller();

  /** Gives it up however often it is held. */
  abstract int releaseAll();

  /** Gets it again as often, and waits for it as long as it takes. */
  abstract void reacquire(int holds);
}
