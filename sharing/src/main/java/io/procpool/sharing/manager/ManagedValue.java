package io.procpool.sharing.manager;

import java.io.ObjectStreamException;
import java.io.Serializable;
import java.util.function.UnaryOperator;

/**
 * A value afar.
 *
 * @param <T> what it is
 */
final class ManagedValue<T> implements RemoteValue<T>, Managed, Serializable {

  private static final long serialVersionUID = 1L;

  private final transient ValueFace<T> face;

  ManagedValue(ValueFace<T> face) {
    this.face = face;
  }

  @Override
  public Object face() {
    return face;
  }

  @Override
  public T get() {
    return face.get();
  }

  @Override
  public void set(T value) {
    face.getAndSet(value);
  }

  @Override
  public T getAndSet(T value) {
    return face.getAndSet(value);
  }

  @Override
  public boolean compareAndSet(T expected, T value) {
    return face.compareAndSet(expected, value);
  }

  @Override
  public T updateAndGet(UnaryOperator<T> function) {
    while (true) {
      Stamped<T> before = face.stamped();
      T after = function.apply(before.value());
      if (face.exchange(before.stamp(), after)) {
        return after;
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ManagedValue<?> value && face.equals(value.face);
  }

  @Override
  public int hashCode() {
    return face.hashCode();
  }

  @Override
  public String toString() {
    return face.toString();
  }

  private Object writeReplace() throws ObjectStreamException {
    return Proxies.handlerOf(this).reference();
  }
}
