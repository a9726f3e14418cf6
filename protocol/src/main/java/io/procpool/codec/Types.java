package io.procpool.codec;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Questions about classes. Knows no Kryo. */
final class Types {

  private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

  private static final Map<String, Class<?>> PRIMITIVES =
      Map.of(
          "boolean", boolean.class,
          "byte", byte.class,
          "char", char.class,
          "double", double.class,
          "float", float.class,
          "int", int.class,
          "long", long.class,
          "short", short.class,
          "void", void.class);

  private Types() {}

  /** The JDK's fields are closed to reflection since Java 17. */
  static boolean isOfTheJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == PLATFORM;
  }

  /** The first of its superclasses that is the JDK's. */
  static Class<?> superclassOfTheJdk(Class<?> type) {
    Class<?> at = type;
    while (at != null && !isOfTheJdk(at)) {
      at = at.getSuperclass();
    }
    return at == null ? Object.class : at; // an interface has none
  }

  /**
   * The loader of the first class that is not the JDK's: one that is not public can be implemented
   * nowhere else. If all are, our own.
   */
  static ClassLoader loaderOfUsers(Class<?>[] types) {
    for (Class<?> type : types) {
      if (!isOfTheJdk(type)) {
        return type.getClassLoader();
      }
    }
    return Types.class.getClassLoader();
  }

  /** The class of a name, where the caller's classes are, and not where this one is. */
  static Class<?> named(String name, ClassLoader loader) throws ClassNotFoundException {
    Class<?> primitive = PRIMITIVES.get(name);
    if (primitive != null) {
      return primitive;
    }
    return name.equals(Handle.class.getName()) ? Handle.class : Class.forName(name, false, loader);
  }

  /**
   * The class of the proxies of some interfaces: made where these come from, as most often it was.
   */
  static Class<?> proxyOf(String[] names, ClassLoader loader) throws ClassNotFoundException {
    Class<?>[] interfaces = new Class<?>[names.length];
    for (int i = 0; i < names.length; i++) {
      interfaces[i] = named(names[i], loader);
    }
    try {
      return proxyClass(loaderOfUsers(interfaces), interfaces);
    } catch (IllegalArgumentException e) { // it does not see all of them
      return proxyClass(loader, interfaces);
    }
  }

  private static Class<?> proxyClass(ClassLoader loader, Class<?>[] interfaces) {
    return Proxy.newProxyInstance(loader, interfaces, (proxy, method, arguments) -> null)
        .getClass();
  }
}
