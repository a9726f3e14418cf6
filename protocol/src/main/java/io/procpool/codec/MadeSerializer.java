package io.procpool.codec;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.util.function.Function;

/**
 * What is made from its parts when they are all there, by something public. They cannot refer to
 * it.
 */
final class MadeSerializer<T> extends Serializer<T> {

  private final Function<T, Object[]> partsOf;
  private final Function<Object[], T> maker;

  MadeSerializer(Function<T, Object[]> partsOf, Function<Object[], T> maker) {
    this.partsOf = partsOf;
    this.maker = maker;
  }

  @Override
  public void write(Kryo kryo, Output output, T object) {
    References references = ((PlainKryo) kryo).references();
    int id = references.lastWritten();
    references.beginPending(id);
    Elements.write(kryo, output, partsOf.apply(object));
    references.endPending(id);
  }

  @Override
  public T read(Kryo kryo, Input input, Class<? extends T> type) {
    return maker.apply(Elements.read(kryo, input));
  }

  /** Writes a part of the object that was begun last, which the object is made from. */
  static void writePending(Kryo kryo, Output output, Object part) {
    References references = ((PlainKryo) kryo).references();
    int id = references.lastWritten();
    references.beginPending(id);
    kryo.writeClassAndObject(output, part);
    references.endPending(id);
  }
}
