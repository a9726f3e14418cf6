package io.procpool.cli;

import java.io.File;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A line of input as a value of the type that a job takes. Runs in the worker, so that a line that
 * cannot be converted costs one task.
 */
final class LineConverter {

  private static final Map<Class<?>, Class<?>> BOXES =
      Map.of(
          int.class, Integer.class,
          long.class, Long.class,
          double.class, Double.class,
          float.class, Float.class,
          short.class, Short.class,
          byte.class, Byte.class,
          boolean.class, Boolean.class);

  /** What types call the method that makes one from text. */
  private static final List<String> FACTORIES = List.of("valueOf", "parse", "of", "fromString");

  private final Class<?> type;

  /** Makes a value of the type; {@code null} if there is no way, or no need. */
  private final Maker maker;

  LineConverter(Class<?> type) {
    this.type = BOXES.getOrDefault(type, type);
    this.maker = maker();
  }

  /** Whether there is a way from a line to this type. */
  boolean isPossible() {
    return type.isAssignableFrom(String.class) || type == Path.class || maker != null;
  }

  /**
   * @throws Exception what the type's own conversion throws
   */
  Object convert(String line) throws Exception {
    if (type.isAssignableFrom(String.class)) {
      return line;
    }
    if (type == Path.class) {
      return Path.of(line);
    }
    return maker.make(Number.class.isAssignableFrom(type) ? line.strip() : line);
  }

  private Maker maker() {
    if (List.<Class<?>>of(BigInteger.class, BigDecimal.class, File.class).contains(type)) {
      return byConstructor(); // their valueOf takes a number
    }
    for (String name : FACTORIES) {
      for (Class<?> parameter : List.of(String.class, CharSequence.class)) {
        Maker maker = byFactory(name, parameter);
        if (maker != null) {
          return maker;
        }
      }
    }
    return byConstructor();
  }

  private Maker byFactory(String name, Class<?> parameter) {
    try {
      Method factory = type.getMethod(name, parameter);
      boolean makesOne =
          Modifier.isStatic(factory.getModifiers())
              && type.isAssignableFrom(factory.getReturnType());
      return makesOne ? line -> unwrapped(() -> factory.invoke(null, line)) : null;
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  private Maker byConstructor() {
    try {
      Constructor<?> constructor = type.getConstructor(String.class);
      return line -> unwrapped(() -> constructor.newInstance(line));
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  private static Object unwrapped(Reflective call) throws Exception {
    try {
      return call.invoke();
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception thrown ? thrown : e;
    }
  }

  private interface Maker {
    Object make(String line) throws Exception;
  }

  private interface Reflective {
    Object invoke() throws ReflectiveOperationException;
  }
}
