package io.procpool.codec;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import io.procpool.protocol.PayloadReader;
import java.lang.reflect.Array;

/**
 * A primitive array in a graph, in bulk: one more than its length in bytes, then the bytes; or 0,
 * and where the array is beside the payload.
 */
final class ArraySerializer extends Serializer<Object> {

  @Override
  public void write(Kryo kryo, Output output, Object array) {
    long length = (long) Array.getLength(array) * PrimitiveArrays.width(array.getClass());
    byte[] reference = output instanceof GraphOutput graph ? graph.annex(array, length) : null;
    if (reference != null) {
      output.writeVarLong(0, true);
      output.write(reference);
      return;
    }
    output.writeVarLong(length + 1, true);
    BulkBytes.write(output, length, (to, at) -> PrimitiveArrays.copy(array, to, at));
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
    long length = input.readVarLong(true) - 1;
    if (length < 0) {
      byte[] reference = input.readBytes(AnnexedArrays.REFERENCE_LENGTH);
      return AnnexedArrays.get(type, new PayloadReader(reference), ((PlainKryo) kryo).annex());
    }
    int bytes = Math.toIntExact(length);
    return BulkBytes.read(input, bytes, (from, at) -> PrimitiveArrays.make(type, from, at, bytes));
  }
}
