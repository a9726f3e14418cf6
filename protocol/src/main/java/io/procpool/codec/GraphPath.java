package io.procpool.codec;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The way from an object to one that it holds, as its user would write it: {@code
 * Order.lines[3].customer.socket}. It is looked for when something has gone wrong, among the
 * objects on the way, so that nothing needs to be noted while all goes well.
 */
final class GraphPath {

  private static final int MAX_STEPS_SHOWN = 12;

  private final StringBuilder text = new StringBuilder();

  private GraphPath() {}

  /**
   * @param trace the objects on the way, the last first
   */
  static String of(List<Object> trace) {
    GraphPath path = new GraphPath();
    int last = trace.size() - 1;
    path.text.append(nameOf(trace.get(last)));
    for (int i = last; i > 0; i--) {
      int from = last - i;
      if (from == MAX_STEPS_SHOWN && i > MAX_STEPS_SHOWN) {
        path.text.append(" ... ").append(i - MAX_STEPS_SHOWN).append(" objects further ... ");
        i = MAX_STEPS_SHOWN;
        path.text.append(nameOf(trace.get(i)));
      }
      path.go(trace.get(i), trace.get(i - 1));
    }
    return path.text.toString();
  }

  /** The simple name of its class, or which lambda it is. */
  static String nameOf(Object object) {
    if (object == null) {
      return "null";
    }
    return LambdaForm.isLambda(object)
        ? LambdaForm.describe(object)
        : Names.simple(object.getClass());
  }

  private void go(Object owner, Object child) {
    if (child == null) {
      return;
    }
    if (LambdaForm.isLambda(owner)) {
      text.append(" captured ").append(LambdaForm.describeCaptured(owner, child));
    } else {
      text.append(step(owner, child));
    }
    if (LambdaForm.isLambda(child)) {
      text.append(", ").append(LambdaForm.describe(child)).append(',');
    }
  }

  private static String step(Object owner, Object child) {
    try {
      if (owner instanceof Object[] array) {
        return stepInArray(array, child);
      }
      String field = stepByField(owner, child);
      return field != null ? field : stepInside(owner, child);
    } catch (RuntimeException | StackOverflowError e) {
      return " ... "; // its own code does not want to be asked
    }
  }

  private static String stepInArray(Object[] array, Object child) {
    for (int i = 0; i < Array.getLength(array); i++) {
      if (array[i] == child) {
        return "[" + i + "]";
      }
    }
    return "[]";
  }

  private static String stepByField(Object owner, Object child) {
    for (Class<?> at = owner.getClass(); at != null && !Types.isOfTheJdk(at); at = above(at)) {
      for (Field field : at.getDeclaredFields()) {
        if (!field.getType().isPrimitive() && holds(field, owner, child)) {
          return "." + nameOf(field);
        }
      }
    }
    return null;
  }

  private static Class<?> above(Class<?> type) {
    return type.getSuperclass();
  }

  private static boolean holds(Field field, Object owner, Object child) {
    try {
      field.setAccessible(true);
      return field.get(owner) == child;
    } catch (IllegalAccessException | InaccessibleObjectException e) {
      return false;
    }
  }

  /** What the compiler has added is called what its user calls it. */
  private static String nameOf(Field field) {
    String name = field.getName();
    if (!field.isSynthetic()) {
      return name;
    }
    if (name.startsWith("this$")) {
      return Names.simple(field.getType()) + ".this";
    }
    return name.startsWith("val$") ? name.substring("val$".length()) : name;
  }

  private static String stepInside(Object owner, Object child) {
    if (owner instanceof Collection<?> collection) {
      int index = 0;
      for (Object element : collection) {
        if (element == child) {
          return "[" + index + "]";
        }
        index++;
      }
      return ""; // what it wraps
    }
    if (owner instanceof Map<?, ?> map) {
      return stepInMap(map, child);
    }
    if (owner instanceof Map.Entry<?, ?> entry) {
      return entry.getKey() == child ? ".getKey()" : ".getValue()";
    }
    if (owner instanceof Optional<?>) {
      return ".get()";
    }
    if (owner instanceof Throwable throwable) {
      return throwable.getCause() == child ? ".getCause()" : "";
    }
    return Types.isOfTheJdk(owner.getClass()) ? "" : ".?";
  }

  private static String stepInMap(Map<?, ?> map, Object child) {
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (entry.getValue() == child) {
        return "[" + shown(entry.getKey()) + "]";
      }
      if (entry.getKey() == child) {
        return ".keySet()[" + shown(child) + "]";
      }
    }
    return ""; // what it wraps
  }

  /** A key, if showing it runs no user code. */
  private static String shown(Object key) {
    if (key instanceof String text) {
      return '"' + (text.length() > 40 ? text.substring(0, 40) + "..." : text) + '"';
    }
    return key instanceof Number || key instanceof Boolean || key instanceof Character
        ? String.valueOf(key)
        : key instanceof Enum<?> constant ? constant.name() : nameOf(key);
  }
}
