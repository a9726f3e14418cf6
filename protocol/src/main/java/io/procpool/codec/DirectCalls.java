package io.procpool.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup.ClassOption;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/**
 * Makes {@link DirectCall}s: each a hidden class beside the one that it is for, as the JVM makes
 * one when it links a lambda, but without method handles. These take a cold JVM 5 to 20 ms, and
 * from JDK 18 on reflection is made of them too. So the object of that class is not made by
 * reflection either: its static initializer does.
 */
final class DirectCalls {

  private static final int REFLECTION_BY_METHOD_HANDLES = 18;

  /** On this JVM the first calls by reflection take less time than a class for them would. */
  private static final boolean IS_REFLECTION_FAST =
      Runtime.version().feature() < REFLECTION_BY_METHOD_HANDLES;

  /** Guarded by this class: handed from a static initializer to {@link #define}. */
  private static DirectCall taken;

  private DirectCalls() {}

  /**
   * For a lambda.
   *
   * @param capturing where it was written
   * @param method that it runs
   * @param itemType of what it takes behind what it captured, as its functional interface has it; a
   *     descriptor, or {@code null} if it takes no more
   * @return {@code null} if only the JVM can link it
   */
  static DirectCall of(Class<?> capturing, Method method, String itemType) {
    if (!DirectCallClass.isPossible(capturing, method, itemType)) {
      return null;
    }
    return IS_REFLECTION_FAST
        ? ReflectedCall.of(capturing, method, itemType)
        : define(capturing, method, itemType);
  }

  /**
   * For the constructor of a record.
   *
   * @return {@code null} if reflection does as well, or only it can
   */
  static DirectCall of(Constructor<?> constructor) {
    Class<?> type = constructor.getDeclaringClass();
    return IS_REFLECTION_FAST ? null : define(type, constructor, null);
  }

  /**
   * For the fields of a record: gives an array of their values for the last argument.
   *
   * @return {@code null} if reflection does as well, or only it can
   */
  static DirectCall of(Class<?> type, Field[] fields) {
    return IS_REFLECTION_FAST ? null : define(type, DirectCallClass.of(type, fields));
  }

  /**
   * Has the JVM take the class of one that is possible.
   *
   * @return {@code null} if it is not to be had: a loader does not know us, or a module is closed
   */
  static DirectCall define(Class<?> beside, Executable called, String lastType) {
    return define(beside, DirectCallClass.of(beside, called, lastType));
  }

  private static synchronized DirectCall define(Class<?> beside, byte[] classFile) {
    taken = null;
    try {
      MethodHandles.privateLookupIn(beside, MethodHandles.lookup())
          .defineHiddenClass(classFile, true, ClassOption.NESTMATE);
      return taken;
    } catch (IllegalAccessException | LinkageError e) {
      return null;
    } finally {
      taken = null;
    }
  }

  static synchronized void take(DirectCall call) {
    taken = call;
  }
}
