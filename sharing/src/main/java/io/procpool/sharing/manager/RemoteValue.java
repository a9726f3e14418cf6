package io.procpool.sharing.manager;

import java.util.function.UnaryOperator;

/**
 * One value of a {@link Manager}: Python's {@code Manager().Value()}.
 *
 * <pre>{@code
 * RemoteValue<Integer> count = manager.value(0);
 * count.updateAndGet(n -> n + 1);                      // in any process
 * }</pre>
 *
 * <p>Each method is atomic. Safe for use by any threads of any processes.
 *
 * @param <T> what it is
 */
public interface RemoteValue<T> {

  /**
   * A copy of it as it is now.
   *
   * @return a copy
   */
  T get();

  /**
   * Gives it another value.
   *
   * @param value is copied there
   */
  void set(T value);

  /**
   * Gives it another value, and returns the one before.
   *
   * @param value is copied there
   * @return what was there before
   */
  T getAndSet(T value);

  /**
   * Gives it another value if it equals one; whether it does.
   *
   * @param expected what has to be there
   * @param value is copied there
   * @return whether it was
   */
  boolean compareAndSet(T expected, T value);

  /**
   * Gives it what a function makes of it. The function runs here, and again if another process was
   * faster: it should have no other effect.
   *
   * @param function runs here, perhaps several times
   * @return the new value
   */
  T updateAndGet(UnaryOperator<T> function);
}
