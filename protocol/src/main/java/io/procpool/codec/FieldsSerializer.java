package io.procpool.codec;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.lang.reflect.Method;
import java.util.List;

/**
 * An object of a user's class, by its fields: those of its superclasses, the enclosing instance and
 * captured variables among them, and none that is transient. A {@code readResolve} has the last
 * word.
 */
final class FieldsSerializer extends Serializer<Object> {

  private final Slot[] slots;
  private final Method readResolve;

  /**
   * @throws java.lang.reflect.InaccessibleObjectException if a module does not open its packages
   */
  FieldsSerializer(Class<?> type, Kryo kryo) {
    List<java.lang.reflect.Field> fields = Slot.fieldsOf(type);
    slots = new Slot[fields.size()];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = new Slot(fields.get(i), kryo);
    }
    readResolve = Hooks.readResolve(type);
  }

  @Override
  public void write(Kryo kryo, Output output, Object object) {
    try {
      for (Slot slot : slots) {
        slot.write(kryo, output, object);
      }
    } catch (IllegalAccessException e) {
      throw new KryoException(e);
    }
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
    References references = ((PlainKryo) kryo).references();
    int id = references.lastRead();
    Object object = kryo.newInstance(type);
    kryo.reference(object);
    for (Slot slot : slots) {
      try {
        slot.readInto(object, kryo, input);
      } catch (IllegalAccessException e) {
        throw new KryoException(e);
      } catch (RuntimeException e) {
        throw ReadFailure.at(slot.field.getName(), e);
      }
    }
    if (readResolve == null) {
      return object;
    }
    Object resolved = Hooks.invoke(readResolve, object);
    references.replaceRead(id, resolved);
    return resolved;
  }
}
