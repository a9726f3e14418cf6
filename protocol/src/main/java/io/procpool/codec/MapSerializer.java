package io.procpool.codec;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A map of the JDK that is nothing but its entries, and an order. It is made empty, so they may
 * refer to it, and filled when they are all there, so that keys have their hash codes.
 */
final class MapSerializer extends Serializer<Map<Object, Object>> {

  private final Function<Map<Object, Object>, Object> orderOf;
  private final BiFunction<Integer, Object, Map<Object, Object>> maker;

  /**
   * @param orderOf gives what else makes the map what it is, such as a comparator; null for kinds
   *     that have nothing else
   * @param maker makes an empty one, given a size to expect and that
   */
  MapSerializer(
      Function<Map<Object, Object>, Object> orderOf,
      BiFunction<Integer, Object, Map<Object, Object>> maker) {
    this.orderOf = orderOf;
    this.maker = maker;
  }

  @Override
  public void write(Kryo kryo, Output output, Map<Object, Object> map) {
    if (orderOf != null) {
      MadeSerializer.writePending(kryo, output, orderOf.apply(map));
    }
    Object[] entries = entriesOf(map);
    Elements.write(kryo, output, entries, 0, entries.length, 2);
    Elements.write(kryo, output, entries, 1, entries.length, 2);
  }

  @Override
  public Map<Object, Object> read(
      Kryo kryo, Input input, Class<? extends Map<Object, Object>> type) {
    Object order = orderOf == null ? null : kryo.readClassAndObject(input);
    int count = Elements.readCount(input);
    Map<Object, Object> map = maker.apply(Math.min(count, 1 << 16), order);
    kryo.reference(map);
    Object[] keys = Elements.read(kryo, input, count);
    Object[] values = Elements.read(kryo, input, Elements.readCount(input));
    for (int i = 0; i < count; i++) {
      map.put(keys[i], values[i]);
    }
    return map;
  }

  /** Its keys and values in turn, as they are now; another thread may change it. */
  static Object[] entriesOf(Map<?, ?> map) {
    Object[] entries = new Object[2 * map.size()];
    int at = 0;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (at == entries.length) {
        entries = java.util.Arrays.copyOf(entries, Math.max(16, 2 * at));
      }
      entries[at++] = entry.getKey();
      entries[at++] = entry.getValue();
    }
    return at == entries.length ? entries : java.util.Arrays.copyOf(entries, at);
  }
}
