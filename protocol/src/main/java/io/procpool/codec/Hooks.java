package io.procpool.codec;

import com.esotericsoftware.kryo.kryo5.KryoException;
import java.io.Externalizable;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/**
 * What a class does itself when Java serialization meets it, for classes that are not the JDK's.
 */
final class Hooks {

  private Hooks() {}

  /** Whether only Java serialization knows how its objects are written. */
  static boolean writesItself(Class<?> type) {
    if (type.isRecord()) {
      return false; // Java serialization does not ask a record either
    }
    if (Externalizable.class.isAssignableFrom(type)) {
      return true;
    }
    for (Class<?> at = type; at != null && !Types.isOfTheJdk(at); at = at.getSuperclass()) {
      if (declared(at, "writeObject", ObjectOutputStream.class) != null
          || declared(at, "readObject", ObjectInputStream.class) != null
          || declared(at, "readObjectNoData") != null
          || declaresItsFields(at)) {
        return true;
      }
    }
    return false;
  }

  /** The method that gives what is written in an object's place, or null. */
  static Method writeReplace(Class<?> type) {
    return inherited(type, "writeReplace");
  }

  /** The method that gives what an object becomes when it was read, or null. */
  static Method readResolve(Class<?> type) {
    return inherited(type, "readResolve");
  }

  static Object invoke(Method method, Object object) {
    try {
      return method.invoke(object);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new KryoException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new KryoException(e);
    }
  }

  private static Method inherited(Class<?> type, String name) {
    if (!Serializable.class.isAssignableFrom(type)) {
      return null;
    }
    for (Class<?> at = type; at != null && !Types.isOfTheJdk(at); at = at.getSuperclass()) {
      Method method = declared(at, name);
      if (method != null) {
        return isSeenFrom(type, method) ? accessible(method) : null;
      }
    }
    return null;
  }

  private static boolean isSeenFrom(Class<?> type, Method method) {
    int modifiers = method.getModifiers();
    if (Modifier.isStatic(modifiers)
        || Modifier.isAbstract(modifiers)
        || method.getReturnType() != Object.class) {
      return false;
    }
    Class<?> owner = method.getDeclaringClass();
    return Modifier.isPublic(modifiers)
        || Modifier.isProtected(modifiers)
        || owner == type
        || !Modifier.isPrivate(modifiers)
            && owner.getClassLoader() == type.getClassLoader()
            && owner.getPackageName().equals(type.getPackageName());
  }

  private static Method accessible(Method method) {
    method.setAccessible(true);
    return method;
  }

  private static boolean declaresItsFields(Class<?> type) {
    try {
      return Modifier.isStatic(type.getDeclaredField("serialPersistentFields").getModifiers());
    } catch (NoSuchFieldException e) {
      return false;
    }
  }

  private static Method declared(Class<?> type, String method, Class<?>... parameters) {
    try {
      return type.getDeclaredMethod(method, parameters);
    } catch (NoSuchMethodException e) {
      return null;
    }
  }
}
