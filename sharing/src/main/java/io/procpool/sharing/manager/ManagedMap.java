package io.procpool.sharing.manager;

import java.io.ObjectStreamException;
import java.io.Serializable;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A map afar. Functions that are serializable run in a manager of this machine; others here, and
 * again if another process was faster.
 *
 * @param <K> what its keys are
 * @param <V> what its values are
 */
final class ManagedMap<K, V> extends AbstractMap<K, V>
    implements ConcurrentMap<K, V>, Managed, Serializable {

  private static final long serialVersionUID = 1L;

  private final transient MapFace<K, V> face;

  ManagedMap(MapFace<K, V> face) {
    this.face = face;
  }

  @Override
  public Object face() {
    return face;
  }

  @Override
  public int size() {
    return face.size();
  }

  @Override
  public boolean containsKey(Object key) {
    return face.containsKey(key);
  }

  @Override
  public boolean containsValue(Object value) {
    return face.containsValue(value);
  }

  @Override
  public V get(Object key) {
    return face.get(key);
  }

  @Override
  public V put(K key, V value) {
    return face.put(key, value);
  }

  @Override
  public void putAll(Map<? extends K, ? extends V> entries) {
    face.putAll(new LinkedHashMap<>(entries));
  }

  @Override
  public V putIfAbsent(K key, V value) {
    return face.putIfAbsent(key, value);
  }

  @Override
  public V remove(Object key) {
    return face.remove(key);
  }

  @Override
  public boolean remove(Object key, Object value) {
    return face.remove(key, value);
  }

  @Override
  public V replace(K key, V value) {
    return face.replace(key, value);
  }

  @Override
  public boolean replace(K key, V oldValue, V newValue) {
    return face.replace(key, oldValue, newValue);
  }

  @Override
  public void clear() {
    face.clear();
  }

  @Override
  public V compute(K key, BiFunction<? super K, ? super V, ? extends V> function) {
    if (function instanceof Serializable && Proxies.handlerOf(this).takesFunctions()) {
      return face.compute(key, function);
    }
    while (true) {
      Stamped<V> before = face.stamped(key);
      V after = function.apply(key, before.value());
      if (face.exchange(key, before.stamp(), after)) {
        return after;
      }
    }
  }

  @Override
  public V computeIfPresent(K key, BiFunction<? super K, ? super V, ? extends V> function) {
    while (true) {
      Stamped<V> before = face.stamped(key);
      if (before.value() == null) {
        return null;
      }
      V after = function.apply(key, before.value());
      if (face.exchange(key, before.stamp(), after)) {
        return after;
      }
    }
  }

  @Override
  public V computeIfAbsent(K key, Function<? super K, ? extends V> function) {
    V there = face.get(key);
    V made = there == null ? function.apply(key) : null;
    V before = made == null ? there : face.putIfAbsent(key, made);
    return before == null ? made : before;
  }

  @Override
  public V merge(K key, V value, BiFunction<? super V, ? super V, ? extends V> function) {
    Objects.requireNonNull(value);
    return compute(key, merging(value, function));
  }

  private static <K, V> BiFunction<K, V, V> merging(
      V value, BiFunction<? super V, ? super V, ? extends V> function) {
    return function instanceof Serializable
        ? (BiFunction<K, V, V> & Serializable)
            (key, old) -> old == null ? value : function.apply(old, value)
        : (key, old) -> old == null ? value : function.apply(old, value);
  }

  @Override
  public void replaceAll(BiFunction<? super K, ? super V, ? extends V> function) {
    keySet().forEach(key -> computeIfPresent(key, function));
  }

  /** As the map is at the moment; what is removed from it, or set in it, is so in the map. */
  @Override
  public Set<Entry<K, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<K, V>> iterator() {
        return new Entries(face.entries());
      }

      @Override
      public int size() {
        return face.size();
      }
    };
  }

  private final class Entries implements Iterator<Entry<K, V>> {

    private final List<Object> all;
    private int next;

    Entries(List<Object> all) {
      this.all = all;
    }

    @Override
    public boolean hasNext() {
      return next < all.size();
    }

    @Override
    public Entry<K, V> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Entry<K, V> entry = new WrittenThrough(key(next), value(next + 1));
      next += 2;
      return entry;
    }

    @Override
    public void remove() {
      ManagedMap.this.remove(key(next - 2));
    }

    @SuppressWarnings("unchecked")
    private K key(int index) {
      return (K) all.get(index);
    }

    @SuppressWarnings("unchecked")
    private V value(int index) {
      return (V) all.get(index);
    }
  }

  private final class WrittenThrough extends SimpleEntry<K, V> {

    private static final long serialVersionUID = 1L;

    WrittenThrough(K key, V value) {
      super(key, value);
    }

    @Override
    public V setValue(V value) {
      put(getKey(), value);
      return super.setValue(value);
    }
  }

  private Object writeReplace() throws ObjectStreamException {
    return Proxies.handlerOf(this).reference();
  }
}
