package io.procpool.sharing.manager;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;

/**
 * Guarded by itself. Values may be {@code null}, as Python's None; {@code compute} sees no such.
 */
final class MapStore<K, V> extends Store implements MapFace<K, V> {

  /** Each value with a stamp that no other value has had; one that is absent has stamp 0. */
  private final Map<K, Stamped<V>> cells = new LinkedHashMap<>();

  private long lastStamp;

  MapStore(Map<K, V> entries) {
    super(MapFace.class);
    putAll(entries);
  }

  @Override
  public synchronized int size() {
    return cells.size();
  }

  @Override
  public synchronized boolean containsKey(Object key) {
    return cells.containsKey(key);
  }

  @Override
  public synchronized boolean containsValue(Object value) {
    return cells.values().stream().anyMatch(cell -> Objects.equals(cell.value(), value));
  }

  @Override
  public synchronized V get(Object key) {
    return valueOf(cells.get(key));
  }

  @Override
  public synchronized V put(K key, V value) {
    return valueOf(cells.put(key, new Stamped<>(++lastStamp, value)));
  }

  @Override
  public synchronized void putAll(Map<K, V> entries) {
    entries.forEach(this::put);
  }

  @Override
  public synchronized V putIfAbsent(K key, V value) {
    V before = get(key);
    return before == null ? put(key, value) : before;
  }

  @Override
  public synchronized V remove(Object key) {
    return valueOf(cells.remove(key));
  }

  @Override
  public synchronized boolean remove(Object key, Object value) {
    boolean has = containsKey(key) && Objects.equals(get(key), value);
    if (has) {
      remove(key);
    }
    return has;
  }

  @Override
  public synchronized V replace(K key, V value) {
    return containsKey(key) ? put(key, value) : null;
  }

  @Override
  public synchronized boolean replace(K key, V oldValue, V newValue) {
    boolean has = containsKey(key) && Objects.equals(get(key), oldValue);
    if (has) {
      put(key, newValue);
    }
    return has;
  }

  @Override
  public synchronized void clear() {
    cells.clear();
  }

  @Override
  public synchronized List<Object> entries() {
    List<Object> all = new ArrayList<>(2 * cells.size());
    cells.forEach(
        (key, cell) -> {
          all.add(key);
          all.add(cell.value());
        });
    return all;
  }

  @Override
  public synchronized Stamped<V> stamped(K key) {
    return cells.getOrDefault(key, new Stamped<>(0, null));
  }

  @Override
  public synchronized boolean exchange(K key, long stamp, V value) {
    boolean isSame = stamped(key).stamp() == stamp;
    if (isSame) {
      give(key, value);
    }
    return isSame;
  }

  @Override
  public synchronized V compute(K key, BiFunction<? super K, ? super V, ? extends V> function) {
    V value = function.apply(key, get(key));
    give(key, value);
    return value;
  }

  private void give(K key, V value) {
    if (value == null) {
      remove(key);
    } else {
      put(key, value);
    }
  }

  private static <V> V valueOf(Stamped<V> cell) {
    return cell == null ? null : cell.value();
  }
}
