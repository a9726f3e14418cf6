package io.procpool.codec;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.lang.reflect.Proxy;

/** A {@link Class} by its name, whether its objects can cross or not. */
final class ClassSerializer extends Serializer<Class<?>> {

  @Override
  public void write(Kryo kryo, Output output, Class<?> type) {
    if (type.isHidden() || Proxy.isProxyClass(type)) {
      throw new Refusal(
          "the class " + type.getName() + " was made at run time, and has no name elsewhere",
          "send an object of it, or the interface that it implements");
    }
    AllowedClasses.check(type, kryo.getClassLoader());
    output.writeString(type.getName());
  }

  @Override
  public Class<?> read(Kryo kryo, Input input, Class<? extends Class<?>> type) {
    try {
      return Types.named(input.readString(), kryo.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new KryoException(e);
    }
  }
}
