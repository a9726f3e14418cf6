package io.procpool.codec;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;

/**
 * An object of a class that has one of its own in a constant, as Kotlin's and Scala's compilers
 * make them for {@code object}: if it is that one, it is the other side's, too. Programs compare
 * them by identity.
 */
final class SingletonSerializer extends Serializer<Object> {

  private final Field constant;
  private final Serializer<Object> others;

  private SingletonSerializer(Field constant, Serializer<Object> others) {
    this.constant = constant;
    this.others = others;
  }

  static Serializer<?> orElse(Serializer<Object> others, Class<?> type) {
    for (String name : new String[] {"INSTANCE", "MODULE$"}) {
      try {
        Field field = type.getDeclaredField(name);
        if (Modifier.isStatic(field.getModifiers())
            && Modifier.isFinal(field.getModifiers())
            && field.getType() == type) {
          field.setAccessible(true);
          return new SingletonSerializer(field, others);
        }
      } catch (NoSuchFieldException e) {
        continue; // most classes have none
      }
    }
    return others;
  }

  @Override
  public void write(Kryo kryo, Output output, Object object) {
    boolean isSingleton = object == value();
    output.writeBoolean(isSingleton);
    if (!isSingleton) {
      others.write(kryo, output, object);
    }
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
    return input.readBoolean() ? value() : others.read(kryo, input, type);
  }

  private Object value() {
    try {
      return constant.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
