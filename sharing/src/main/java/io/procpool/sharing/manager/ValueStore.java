package io.procpool.sharing.manager;

import java.util.Objects;

/** Guarded by itself. */
final class ValueStore<T> extends Store implements ValueFace<T> {

  private T value;
  private long stamp;

  ValueStore(T value) {
    super(ValueFace.class);
    this.value = value;
  }

  @Override
  public synchronized T get() {
    return value;
  }

  @Override
  public synchronized T getAndSet(T next) {
    T before = value;
    value = next;
    stamp++;
    return before;
  }

  @Override
  public synchronized boolean compareAndSet(T expected, T next) {
    return Objects.equals(value, expected) && exchange(stamp, next);
  }

  @Override
  public synchronized Stamped<T> stamped() {
    return new Stamped<>(stamp, value);
  }

  @Override
  public synchronized boolean exchange(long before, T next) {
    boolean isSame = stamp == before;
    if (isSame) {
      getAndSet(next);
    }
    return isSame;
  }

  @Override
  public synchronized String toString() {
    return String.valueOf(value);
  }
}
