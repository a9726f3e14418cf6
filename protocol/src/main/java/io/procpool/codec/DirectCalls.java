package io.procpool.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodHandles.Lookup.ClassOption;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.WeakHashMap;

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

  /**
   * A lookup that has all rights in a loader's classes. It is held by a class of that loader, and
   * so lives as long. Guarded by this class.
   */
  private static final Map<ClassLoader, Reference<Lookup>> LOOKUPS = new WeakHashMap<>();

  /** Guarded by this class, as the one below is: handed over from a static initializer. */
  private static DirectCall taken;

  private static Lookup takenLookup;

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
      MethodHandles.privateLookupIn(beside, lookupFor(beside))
          .defineHiddenClass(classFile, true, ClassOption.NESTMATE);
      return taken;
    } catch (IllegalAccessException | LinkageError | SecurityException e) {
      return null;
    } finally {
      taken = null;
    }
  }

  /**
   * Our own, where the class is in our module. One that another loader has is not, as when it came
   * over the link; a class of its own module has all rights in it: so one is defined there, once
   * for each loader.
   */
  private static Lookup lookupFor(Class<?> beside) throws IllegalAccessException {
    Lookup own = MethodHandles.lookup();
    Module module = beside.getModule();
    if (module == DirectCalls.class.getModule() || module.isNamed()) {
      return own;
    }
    Reference<Lookup> known = LOOKUPS.get(beside.getClassLoader());
    if (known == null) {
      known = new WeakReference<>(lookupBeside(beside, MethodHandles.privateLookupIn(beside, own)));
      LOOKUPS.put(beside.getClassLoader(), known);
    }
    return known.get();
  }

  private static Lookup lookupBeside(Class<?> beside, Lookup there) throws IllegalAccessException {
    takenLookup = null;
    there.ensureInitialized(there.defineClass(DirectCallClass.ofLookup(beside)));
    Lookup found = takenLookup;
    takenLookup = null;
    if (found == null) {
      throw new IllegalAccessException("its loader finds another procpool");
    }
    return found;
  }

  static synchronized void take(DirectCall call) {
    taken = call;
  }

  static synchronized void take(Lookup lookup) {
    takenLookup = lookup;
  }
}
