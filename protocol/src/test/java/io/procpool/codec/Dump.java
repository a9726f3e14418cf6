package io.procpool.codec;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A graph as text: classes, parts, and which objects are one. Asks no object for its {@code equals}
 * or {@code hashCode}.
 */
final class Dump {

  private final Map<Object, Integer> seen = new IdentityHashMap<>();
  private final StringBuilder text = new StringBuilder();

  private Dump() {}

  static String of(Object object) {
    Dump dump = new Dump();
    dump.put(object);
    return dump.text.toString();
  }

  private void put(Object object) {
    if (object == null) {
      text.append("null ");
      return;
    }
    Class<?> type = object.getClass();
    if (isValue(object)) {
      text.append(type.getSimpleName()).append(' ').append(object).append(' ');
      return;
    }
    Integer known = seen.putIfAbsent(object, seen.size());
    if (known != null) {
      text.append('#').append(known).append(' ');
      return;
    }
    text.append('#').append(seen.size() - 1).append(' ').append(type.getName()).append("{ ");
    putParts(object, type);
    text.append("} ");
  }

  private void putParts(Object object, Class<?> type) {
    if (type.isArray()) {
      for (int i = 0; i < Array.getLength(object); i++) {
        put(Array.get(object, i));
      }
    } else if (object instanceof Map<?, ?> map) {
      putEntries(map);
    } else if (object instanceof Collection<?> collection) {
      collection.forEach(this::put);
    } else if (object instanceof AtomicReference<?> reference) {
      put(reference.get());
    } else {
      putFields(object, type);
    }
  }

  /** Its keys are strings, or constants. A map without an order is put in one. */
  private void putEntries(Map<?, ?> map) {
    if (map.getClass() == java.util.HashMap.class) {
      new TreeMap<Object, Object>(map)
          .forEach(
              (key, value) -> {
                put(key);
                put(value);
              });
      return;
    }
    map.entrySet()
        .forEach(
            entry -> {
              put(entry.getKey());
              put(entry.getValue());
            });
  }

  private void putFields(Object object, Class<?> type) {
    for (Class<?> at = type; at != Object.class && at != Record.class; at = at.getSuperclass()) {
      for (Field field : at.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          field.setAccessible(true);
          text.append(field.getName()).append('=');
          try {
            put(field.get(object));
          } catch (IllegalAccessException e) {
            throw new AssertionError(e);
          }
        }
      }
    }
  }

  private static boolean isValue(Object object) {
    return object instanceof Number
        || object instanceof Boolean
        || object instanceof Character
        || object instanceof Enum
        || object instanceof Class
        || object instanceof String
        || object instanceof java.util.UUID
        || object instanceof java.time.Duration
        || object instanceof java.time.LocalDate;
  }
}
