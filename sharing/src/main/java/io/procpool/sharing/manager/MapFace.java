package io.procpool.sharing.manager;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** What of a map is done in the manager; {@link ManagedMap} makes a map of it. */
interface MapFace<K, V> {

  int size();

  boolean containsKey(Object key);

  boolean containsValue(Object value);

  V get(Object key);

  V put(K key, V value);

  void putAll(Map<K, V> entries);

  V putIfAbsent(K key, V value);

  V remove(Object key);

  boolean remove(Object key, Object value);

  V replace(K key, V value);

  boolean replace(K key, V oldValue, V newValue);

  void clear();

  /** A key and its value, and the next ones, in the order in which the keys were first put in. */
  List<Object> entries();

  /** A key's value, or {@code null}, and what {@link #exchange} wants to be told of it. */
  Stamped<V> stamped(K key);

  /**
   * Gives a key a value, or none if that is {@code null}.
   *
   * @return false, and nothing, if the key's value was given anew behind that stamp
   */
  boolean exchange(K key, long stamp, V value);

  /** Runs the function in the manager, while nobody else uses the map. */
  V compute(K key, BiFunction<? super K, ? super V, ? extends V> function);
}
