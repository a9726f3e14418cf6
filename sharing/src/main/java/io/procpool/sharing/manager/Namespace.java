package io.procpool.sharing.manager;

import java.util.NoSuchElementException;
import java.util.Set;

/**
 * Named values of a {@link Manager}: Python's {@code Manager().Namespace()}.
 *
 * <pre>{@code
 * Namespace config = manager.namespace();
 * config.set("rate", 0.5);
 * double rate = config.get("rate", Double.class);     // in another process
 * }</pre>
 *
 * <p>Values are copies, but proxies of the same manager stay what they are. Safe for use by any
 * threads of any processes.
 */
public interface Namespace {

  /**
   * {@return the value of a name}
   *
   * @param name any text
   * @throws NoSuchElementException if it has none
   */
  Object get(String name);

  /**
   * {@return the value of a name, of a class}
   *
   * @param <T> that class
   * @param name any text
   * @param type that class
   * @throws NoSuchElementException if it has none
   * @throws ClassCastException if it is of another class
   */
  default <T> T get(String name, Class<T> type) {
    return type.cast(get(name));
  }

  /**
   * Gives a name a value, be it {@code null}.
   *
   * @param name any text
   * @param value what it is from now on
   */
  void set(String name, Object value);

  /**
   * Takes a name's value away.
   *
   * @param name any text
   * @throws NoSuchElementException if it has none
   */
  void remove(String name);

  /** {@return the names that have values, as of now} */
  Set<String> names();
}
