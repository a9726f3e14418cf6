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

  /** {@return a copy of it as it is now} */
  T get();

  /**
   * Gives it another value.
   *
   * @param value what it is from now on
   */
  void set(T value);

  /**
   * Gives it another value, and returns the one before.
   *
   * @param value what it is from now on
   * @return the value before
   */
  T getAndSet(T value);

  /**
   * Gives it another value if it equals one.
   *
   * @param expected what it has to equal for that
   * @param value what it is then
   * @return whether it did
   */
  boolean compareAndSet(T expected, T value);

  /**
   * Gives it what a function makes of it. The function runs here, and again if another process was
   * faster: it should have no other effect.
   *
   * @param function without side effects
   * @return the new value
   */
  T updateAndGet(UnaryOperator<T> function);
}
