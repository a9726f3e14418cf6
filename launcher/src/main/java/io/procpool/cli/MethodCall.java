package io.procpool.cli;

import io.procpool.task.TaskFunction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** The method that {@code --map} names. */
final class MethodCall {

  /** The worker's own: there is one {@code --map} in the life of a worker. */
  private static MethodCall found;

  private final Method method;
  private final LineConverter converter;

  private MethodCall(Method method) {
    this.method = method;
    this.converter = new LineConverter(method.getParameterTypes()[0]);
  }

  /**
   * As a function of a line, which gives the result's text: results are only printed, so they need
   * not travel. A lambda of strings, so that neither JVM needs more than the built-in codec.
   */
  static TaskFunction<String, String> function(String className, String methodName) {
    return line -> inThisWorker(className, methodName).call(line);
  }

  /**
   * Finds the method.
   *
   * @throws NoSuchMethodException whose message says what is there, if it is not
   */
  static MethodCall find(Class<?> owner, String name) throws NoSuchMethodException {
    if (!Modifier.isPublic(owner.getModifiers())) {
      throw new NoSuchMethodException(owner.getName() + " is not public");
    }
    List<MethodCall> fitting = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (Method method : owner.getMethods()) {
      if (method.getName().equals(name)) {
        boolean isStatic = Modifier.isStatic(method.getModifiers());
        if (isStatic && method.getParameterCount() == 1 && new MethodCall(method).isPossible()) {
          fitting.add(new MethodCall(method));
        } else {
          others.add(method.toString());
        }
      }
    }
    return theOne(owner, name, fitting, others);
  }

  /** Whether it gives nothing to print. */
  boolean isVoid() {
    return method.getReturnType() == void.class;
  }

  private static MethodCall theOne(
      Class<?> owner, String name, List<MethodCall> fitting, List<String> others)
      throws NoSuchMethodException {
    for (MethodCall call : fitting) {
      if (fitting.size() == 1 || call.method.getParameterTypes()[0] == String.class) {
        return call;
      }
    }
    throw new NoSuchMethodException(
        fitting.isEmpty()
            ? owner.getName()
                + " has no public static method "
                + name
                + " of one argument that a line of text can be converted to"
                + (others.isEmpty() ? "" : "; it has " + String.join(", ", others))
            : owner.getName()
                + " has several methods "
                + name
                + " that would fit, and none of them takes a String");
  }

  private boolean isPossible() {
    return converter.isPossible();
  }

  private static MethodCall inThisWorker(String className, String methodName) throws Exception {
    if (found == null) {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      found = find(Class.forName(className, true, loader), methodName);
    }
    return found;
  }

  private String call(String line) throws Exception {
    try {
      Object result = method.invoke(null, converter.convert(line));
      return isVoid() ? null : String.valueOf(result);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof Exception thrown ? thrown : e;
    }
  }
}
