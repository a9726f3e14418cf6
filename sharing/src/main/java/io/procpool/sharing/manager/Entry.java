package io.procpool.sharing.manager;

import java.util.concurrent.atomic.AtomicLong;

/**
 * An object of the manager's, in its process.
 *
 * @param face by which interface it is called
 */
record Entry(long id, Class<?> face, Object target) {

  /** 0 is the {@link Desk}. Atomic, for objects are made on any thread. */
  private static final AtomicLong IDS = new AtomicLong();

  static Entry of(Class<?> face, Object target) {
    return new Entry(IDS.incrementAndGet(), face, target);
  }
}
