package io.procpool.internal.dispatch;

import io.procpool.codec.ValueCodec;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The classes that a function was written in: its own, and those of the values that a lambda has
 * captured. A call with an argument, as many a composed function, is a lambda of procpool's or of a
 * library's, and what the caller wrote is in it.
 */
final class FunctionClasses {

  /** Lambdas in lambdas go deeper than anybody writes them, if they go in a circle. */
  private static final int MAX_DEPTH = 20;

  private final Set<Class<?>> found = new LinkedHashSet<>();

  private FunctionClasses() {}

  /** What a function captures comes behind its own class. None of the JDK, and no array. */
  static Set<Class<?>> of(Object function) {
    FunctionClasses classes = new FunctionClasses();
    classes.add(function, 0);
    return classes.found;
  }

  private void add(Object value, int depth) {
    if (value == null || depth > MAX_DEPTH) {
      return;
    }
    Class<?> type = value.getClass();
    if (type.isHidden() && type.isSynthetic()) {
      addIfNamed(type.getNestHost()); // a lambda itself has no name to find it by
      for (Object captured : ValueCodec.capturedBy(value)) {
        add(captured, depth + 1);
      }
    } else {
      addIfNamed(type);
    }
  }

  private void addIfNamed(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    boolean isOfTheJdk = loader == null || loader == ClassLoader.getPlatformClassLoader();
    if (!isOfTheJdk && !type.isArray() && !type.isHidden()) {
      found.add(type);
    }
  }
}
