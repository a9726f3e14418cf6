package io.procpool.sharing.manager;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The methods of an interface that are called from afar: nothing of an object but these. By what
 * they are called on the wire, for the server, and the other way round, for the client.
 */
final class Face {

  private static final ClassValue<Face> FACES =
      new ClassValue<>() {
        @Override
        protected Face computeValue(Class<?> type) {
          return new Face(type);
        }
      };

  private final Map<String, Method> methods = new HashMap<>();
  private final Map<Method, Call> calls = new HashMap<>();

  /**
   * A method as a client calls it.
   *
   * @param isInterruptible whether it can end with an InterruptedException
   */
  record Call(String signature, boolean isInterruptible) {}

  private Face(Class<?> type) {
    for (Method method : type.getMethods()) {
      if (!Modifier.isStatic(method.getModifiers())) {
        add(method);
      }
    }
    add(method(Object.class, "toString"));
  }

  static Face of(Class<?> type) {
    return FACES.get(type);
  }

  /**
   * @throws IllegalArgumentException if it is none
   */
  static Class<?> named(String name, ClassLoader loader) throws ClassNotFoundException {
    Class<?> type = Class.forName(name, false, loader);
    if (!type.isInterface()) {
      throw new IllegalArgumentException(name + " is not an interface");
    }
    return type;
  }

  Call call(Method method) {
    return calls.get(method);
  }

  /**
   * @throws UnsupportedOperationException if there is none
   */
  Method method(String signature) {
    Method method = methods.get(signature);
    if (method == null) {
      throw new UnsupportedOperationException(
          signature + " is no method by which this object is shared");
    }
    return method;
  }

  private void add(Method method) {
    String parameters =
        Arrays.stream(method.getParameterTypes())
            .map(Class::getName)
            .collect(Collectors.joining(","));
    String signature = method.getName() + "(" + parameters + ")";
    boolean isInterruptible =
        Arrays.asList(method.getExceptionTypes()).contains(InterruptedException.class);
    if (!isOfTheJdk(method)) {
      method.setAccessible(true); // an interface of a user need not be public
    }
    methods.merge(signature, method, (one, other) -> one.isBridge() ? other : one);
    calls.put(method, new Call(signature, isInterruptible));
  }

  private static boolean isOfTheJdk(Method method) {
    return method.getDeclaringClass().getClassLoader() == null;
  }

  private static Method method(Class<?> type, String name) {
    try {
      return type.getMethod(name);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }
}
