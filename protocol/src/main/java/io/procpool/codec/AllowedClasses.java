package io.procpool.codec;

import java.util.List;

/**
 * Finds only the classes that a pool allows: what is not among them is neither written nor made
 * from bytes. Classes of a few packages of the JDK that are values are always allowed.
 *
 * <p>A loader, for every way to make an object from bytes asks a loader for its class.
 */
final class AllowedClasses extends ClassLoader {

  private static final List<String> ALWAYS =
      List.of(
          "java.lang.*",
          "java.math.*",
          "java.time.**",
          "java.util.*",
          "java.util.concurrent.*",
          "java.util.concurrent.atomic.*",
          "java.util.regex.*",
          "sun.util.calendar.ZoneInfo", // what a java.util.TimeZone is
          "sun.nio.fs.UnixPath", // what a java.nio.file.Path is
          "sun.nio.fs.WindowsPath",
          "io.procpool.task.*",
          "io.procpool.codec.Handle");

  private static final String PACKAGE = ".*";
  private static final String PACKAGES = ".**";

  private final List<String> patterns;

  AllowedClasses(ClassLoader loader, List<String> patterns) {
    super(loader);
    this.patterns = patterns;
  }

  /** Refuses a class that must not be written. */
  static void check(Class<?> type, ClassLoader loader) {
    if (type.isArray()) {
      check(type.getComponentType(), loader);
    } else if (!type.isPrimitive() && !type.isHidden()) {
      check(type.getName(), loader);
    }
  }

  /** The same, by its name. */
  static void check(String className, ClassLoader loader) {
    if (loader instanceof AllowedClasses allowed) {
      allowed.check(className);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    check(name);
    return super.loadClass(name, resolve);
  }

  private void check(String className) {
    if (!isOneOf(ALWAYS, className) && !isOneOf(patterns, className)) {
      throw new Refusal(
          className + " is not among the classes that the pool allows",
          "name it in the pool's allowClasses, if it may cross");
    }
  }

  private static boolean isOneOf(List<String> patterns, String className) {
    for (String pattern : patterns) {
      if (matches(pattern, className)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(String pattern, String className) {
    if (pattern.endsWith(PACKAGES)) {
      return className.startsWith(pattern.substring(0, pattern.length() - 2));
    }
    if (pattern.endsWith(PACKAGE)) {
      String inPackage = pattern.substring(0, pattern.length() - 1);
      return className.startsWith(inPackage) && className.indexOf('.', inPackage.length()) < 0;
    }
    return className.equals(pattern) || className.startsWith(pattern + "$");
  }
}
