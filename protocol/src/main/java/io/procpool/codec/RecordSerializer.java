package io.procpool.codec;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
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

  /** {@code null} if the constructor is called by reflection. */
  private final DirectCall construction;

  /** Gives the values of all slots; {@code null} if these are read by reflection. */
  private final DirectCall values;

  private final Method readResolve;

  /**
   * @throws java.lang.reflect.InaccessibleObjectException if a module does not open its package
   */
  RecordSerializer(Class<?> type, Kryo kryo) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    slots = new Slot[components.length];
    Field[] fields = new Field[components.length];
    boolean anyObject = false;
    try {
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        fields[i] = type.getDeclaredField(components[i].getName());
        slots[i] = new Slot(fields[i], kryo);
        anyObject |= !types[i].isPrimitive() && types[i] != String.class;
      }
      constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
    } catch (ReflectiveOperationException e) {
      throw new KryoException("the record " + type.getName(), e);
    }
    holdsObjects = anyObject;
    construction = DirectCalls.of(constructor);
    values = DirectCalls.of(type, fields);
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
      writeSlots(kryo, output, object);
    } catch (IllegalAccessException e) {
      throw new KryoException(e);
    }
    if (holdsObjects) {
      references.endPending(id);
    }
  }

  private void writeSlots(Kryo kryo, Output output, Object object) throws IllegalAccessException {
    Object[] all = values == null ? null : valuesOf(object);
    for (int i = 0; i < slots.length; i++) {
      if (all == null) {
        slots[i].write(kryo, output, object);
      } else {
        slots[i].writeValue(kryo, output, all[i]);
      }
    }
  }

  private Object[] valuesOf(Object object) {
    try {
      return (Object[]) values.run(null, object);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) { // it does nothing that could throw one
      throw new KryoException(e);
    }
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
    Object[] parts = new Object[slots.length];
    for (int i = 0; i < slots.length; i++) {
      try {
        parts[i] = slots[i].read(kryo, input);
      } catch (RuntimeException e) {
        throw ReadFailure.at(slots[i].field.getName(), e);
      }
    }
    try {
      Object object = construct(parts);
      return readResolve == null ? object : Hooks.invoke(readResolve, object);
    } catch (InvocationTargetException e) {
      throw new KryoException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new KryoException(e);
    }
  }

  private Object construct(Object[] parts) throws ReflectiveOperationException {
    if (construction == null) {
      return constructor.newInstance(parts);
    }
    try {
      return construction.run(parts, null);
    } catch (Throwable thrown) { // whatever its constructor throws, as reflection has it
      throw new InvocationTargetException(thrown);
    }
  }
}
