package io.procpool.codec;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.lang.reflect.Array;

/** An array of objects, of any depth. */
final class ObjectArraySerializer extends Serializer<Object[]> {

  @Override
  public void write(Kryo kryo, Output output, Object[] array) {
    Elements.write(kryo, output, array);
  }

  @Override
  public Object[] read(Kryo kryo, Input input, Class<? extends Object[]> type) {
    int count = Elements.readCount(input);
    Object[] array = (Object[]) Array.newInstance(type.getComponentType(), count);
    kryo.reference(array);
    Elements.read(kryo, input, count, (index, element) -> array[index] = element);
    return array;
  }
}
