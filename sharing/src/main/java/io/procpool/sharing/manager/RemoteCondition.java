package io.procpool.sharing.manager;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * A condition of one of a {@link Manager}'s locks: Python's {@code Manager().Condition()}.
 *
 * <pre>{@code
 * RemoteCondition isReady = manager.condition();
 * isReady.lock().lock();
 * try {
 *   while (!state.isReady()) {
 *     isReady.await();
 *   }
 * } finally {
 *   isReady.lock().unlock();
 * }
 * }</pre>
 *
 * <p>Who waits and is killed is not woken in place of another. Safe for use by any threads of any
 * processes.
 */
public interface RemoteCondition extends Condition {

  /** {@return the lock that has to be held} */
  Lock lock();
}
