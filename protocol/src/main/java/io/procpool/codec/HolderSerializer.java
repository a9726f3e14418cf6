package io.procpool.codec;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.util.concurrent.atomic.AtomicReference;

/** An {@link AtomicReference}: what it holds may hold it. */
final class HolderSerializer extends Serializer<AtomicReference<Object>> {

  @Override
  public void write(Kryo kryo, Output output, AtomicReference<Object> holder) {
    kryo.writeClassAndObject(output, holder.get());
  }

  @Override
  public AtomicReference<Object> read(
      Kryo kryo, Input input, Class<? extends AtomicReference<Object>> type) {
    AtomicReference<Object> holder = new AtomicReference<>();
    kryo.reference(holder);
    holder.set(kryo.readClassAndObject(input));
    return holder;
  }
}
