package io.procpool.sharing.manager;

/** What of a value is done in the manager; {@link ManagedValue} makes a value of it. */
interface ValueFace<T> {

  T get();

  T getAndSet(T value);

  boolean compareAndSet(T expected, T value);

  /** The value, and what {@link #exchange} wants to be told of it. */
  Stamped<T> stamped();

  /**
   * Gives it another value.
   *
   * @return false, and nothing, if it was set behind that stamp
   */
  boolean exchange(long stamp, T value);
}
