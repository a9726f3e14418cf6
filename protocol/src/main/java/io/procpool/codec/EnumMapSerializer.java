package io.procpool.codec;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.util.EnumMap;
import java.util.Map;

/** An {@link EnumMap}: its keys tell their type. An empty one tells it to nobody but the JDK. */
final class EnumMapSerializer extends Serializer<Map<Object, Object>> {

  private final IslandSerializer island = new IslandSerializer();
  private final MapSerializer filled =
      new MapSerializer(
          map -> ((Enum<?>) map.keySet().iterator().next()).getDeclaringClass(),
          (size, type) -> empty(type));

  @Override
  public void write(Kryo kryo, Output output, Map<Object, Object> map) {
    output.writeBoolean(map.isEmpty());
    if (map.isEmpty()) {
      island.write(kryo, output, map);
    } else {
      filled.write(kryo, output, map);
    }
  }

  @Override
  @SuppressWarnings("unchecked") // as it was written
  public Map<Object, Object> read(
      Kryo kryo, Input input, Class<? extends Map<Object, Object>> type) {
    return input.readBoolean()
        ? (Map<Object, Object>) island.read(kryo, input, type)
        : filled.read(kryo, input, type);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // of an enum that is known now
  private static Map<Object, Object> empty(Object type) {
    return new EnumMap((Class) type);
  }
}
