package io.procpool.codec;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.lang.reflect.Method;

/** An object whose class has a {@code writeReplace}: what that gives is written in its place. */
final class ReplacedSerializer extends Serializer<Object> {

  private final Method writeReplace;
  private final Serializer<Object> unreplaced;

  ReplacedSerializer(Method writeReplace, Serializer<Object> unreplaced) {
    this.writeReplace = writeReplace;
    this.unreplaced = unreplaced;
  }

  @Override
  public void write(Kryo kryo, Output output, Object object) {
    Object replacement = Hooks.invoke(writeReplace, object);
    boolean isOther = replacement == null || replacement.getClass() != object.getClass();
    output.writeBoolean(isOther);
    if (!isOther) {
      unreplaced.write(kryo, output, replacement);
      return;
    }
    References references = ((PlainKryo) kryo).references();
    int id = references.lastWritten();
    references.beginPending(id);
    kryo.writeClassAndObject(output, replacement);
    references.endPending(id);
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
    return input.readBoolean()
        ? kryo.readClassAndObject(input)
        : unreplaced.read(kryo, input, type);
  }
}
