package io.procpool.codec;

/** Class names for people. */
final class Names {

  private Names() {}

  /** Without the package: {@code Orders.Line[]}. Never asks the class for its parts. */
  static String simple(Class<?> type) {
    return type.isArray() ? simple(type.getComponentType()) + "[]" : simple(type.getName());
  }

  static String simple(String className) {
    String name = className.replace('/', '.');
    return name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
  }

  /** With the package, and arrays as they are written. */
  static String full(Class<?> type) {
    return type.isArray() ? full(type.getComponentType()) + "[]" : type.getName();
  }
}
