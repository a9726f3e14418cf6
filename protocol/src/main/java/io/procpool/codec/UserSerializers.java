package io.procpool.codec;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/**
 * How an object of a class that is not the JDK's is written: as its class says, if it says
 * something to Java serialization, else by its fields, serializable or not.
 */
final class UserSerializers {

  private UserSerializers() {}

  static Serializer<?> forClass(Class<?> type, Kryo kryo) {
    boolean isSerializable = Serializable.class.isAssignableFrom(type);
    Class<?> above = Types.superclassOfTheJdk(type);
    if (!isSerializable && hasState(above)) {
      return new RefusingSerializer(
          type.getName() + " extends " + above.getName() + ", which is not serializable",
          RefusingSerializer.wayOut(above));
    }
    if (isSerializable && needsIsland(type, above)) {
      return replaced(type, new IslandSerializer());
    }
    try {
      return replaced(
          type,
          type.isRecord()
              ? new RecordSerializer(type, kryo)
              : SingletonSerializer.orElse(new FieldsSerializer(type, kryo), type));
    } catch (InaccessibleObjectException e) {
      return isSerializable
          ? new IslandSerializer() // which needs no open package
          : new RefusingSerializer(
              type.getName() + " is in a module that does not open its package",
              "open it, or make the class implement java.io.Serializable");
    }
  }

  private static boolean needsIsland(Class<?> type, Class<?> above) {
    return Throwable.class.isAssignableFrom(type)
        || Hooks.writesItself(type)
        || above != Record.class && hasFields(above);
  }

  @SuppressWarnings("unchecked") // of the type
  private static Serializer<?> replaced(Class<?> type, Serializer<?> serializer) {
    Method writeReplace = Hooks.writeReplace(type);
    return writeReplace == null
        ? serializer
        : new ReplacedSerializer(writeReplace, (Serializer<Object>) serializer);
  }

  /** Whether a class, or one above it, has fields of objects that are not transient. */
  private static boolean hasState(Class<?> type) {
    return !Slot.fieldsOf(type).isEmpty();
  }

  /** Whether a class, or one above it, has any fields of objects. */
  private static boolean hasFields(Class<?> type) {
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      for (Field field : at.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          return true;
        }
      }
    }
    return false;
  }
}
