package io.procpool.codec;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.lang.reflect.Array;

/** A primitive array in a graph, in bulk. */
final class ArraySerializer extends Serializer<Object> {

  @Override
  public void write(Kryo kryo, Output output, Object array) {
    long length = (long) Array.getLength(array) * PrimitiveArrays.width(array.getClass());
    output.writeVarInt(checked(length, output), true);
    int at = ((GraphOutput) output).claim(length);
    PrimitiveArrays.copy(array, output.getBuffer(), at);
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
    int length = input.readVarInt(true);
    int at = input.position();
    input.skip(length);
    return PrimitiveArrays.make(type, input.getBuffer(), at, length);
  }

  private static int checked(long length, Output output) {
    if (length > Integer.MAX_VALUE) {
      ((GraphOutput) output).claim(length); // refuses it
    }
    return (int) length;
  }
}
