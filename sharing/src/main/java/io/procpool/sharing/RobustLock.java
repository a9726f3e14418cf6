package io.procpool.sharing;

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
public sealed interface RobustLock extends Lock permits OwnedLock {

  /**
   * Who held it last, if that process ended with it; from when this process has got it there until
   * it unlocks it. Empty if this process does not hold it.
   */
  Optional<DeadOwner> inheritedFrom();

  /** Whether any process holds it now. */
  boolean isLocked();

  /** A new condition of this lock, to be passed on as the lock is, and to be closed. */
  @Override
  SharedCondition newCondition();
}
