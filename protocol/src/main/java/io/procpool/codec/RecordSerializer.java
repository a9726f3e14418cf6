package io.procpool.codec;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;

/**
 * A record, by its fields and its canonical constructor. Not by its accessors: one that copies what
 * it gives would give another object each time.
 */
final class RecordSerializer extends Serializer<Object> {

  private final Slot[] slots;
  private final boolean holdsObjects;
  private final Constructor<?> constructor;
  private final Method readResolve;

  /**
   * @throws java.lang.reflect.InaccessibleObjectException if a module does not open its package
   */
  RecordSerializer(Class<?> type, Kryo kryo) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    slots = new Slot[components.length];
    boolean anyObject = false;
    try {
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        slots[i] = new Slot(type.getDeclaredField(components[i].getName()), kryo);
        anyObject |= !types[i].isPrimitive() && types[i] != String.class;
      }
      constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
    } catch (ReflectiveOperationException e) {
      throw new KryoException("the record " + type.getName(), e);
    }
    holdsObjects = anyObject;
    readResolve = Hooks.readResolve(type);
  }

  @Override
  public void write(Kryo kryo, Output output, Object object) {
    References references = ((PlainKryo) kryo).references();
    int id = references.lastWritten();
    if (holdsObjects) {
      references.beginPending(id);
    }
    try {
      for (Slot slot : slots) {
        slot.write(kryo, output, object);
      }
    } catch (IllegalAccessException e) {
      throw new KryoException(e);
    }
    if (holdsObjects) {
      references.endPending(id);
    }
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
    Object[] values = new Object[slots.length];
    for (int i = 0; i < slots.length; i++) {
      try {
        values[i] = slots[i].read(kryo, input);
      } catch (RuntimeException e) {
        throw ReadFailure.at(slots[i].field.getName(), e);
      }
    }
    try {
      Object object = constructor.newInstance(values);
      return readResolve == null ? object : Hooks.invoke(readResolve, object);
    } catch (InvocationTargetException e) {
      throw new KryoException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new KryoException(e);
    }
  }
}
