package io.procpool.sharing.manager;

import java.util.concurrent.TimeUnit;

/**
 * Something that has happened, or not yet: Python's {@code Manager().Event()}.
 *
 * <pre>{@code
 * RemoteEvent isLoaded = manager.event();
 * isLoaded.await();                                    // in one process
 * isLoaded.set();                                      // in another
 * }</pre>
 *
 * <p>Safe for use by any threads of any processes.
 */
public interface RemoteEvent {

  /** {@return whether it has happened} */
  boolean isSet();

  /** Says that it has happened, and lets all go on who wait. */
  void set();

  /** Says that it has not. */
  void clear();

  /**
   * Waits until it has happened.
   *
   * @throws InterruptedException if this thread is interrupted, before or meanwhile
   */
  void await() throws InterruptedException;

  /**
   * Waits until it has happened, but not for ever.
   *
   * @param time 0 or less: not at all
   * @param unit of the time
   * @return whether it has
   * @throws InterruptedException if this thread is interrupted, before or meanwhile
   */
  boolean await(long time, TimeUnit unit) throws InterruptedException;
}
