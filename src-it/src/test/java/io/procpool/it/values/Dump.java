package io.procpool.it.values;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A graph of objects as text: classes, contents, and which of them are one object. Two graphs with
 * the same text are the same for all that a program can see of them, but for hash codes.
 *
 * <p>Looks into this package's classes by reflection and into the JDK's by their methods. Sets and
 * maps without an order hold strings or numbers, by which they are sorted here.
 */
final class Dump {

  private final Map<Object, Integer> numbers = new IdentityHashMap<>();
  private final StringBuilder text = new StringBuilder();

  private Dump() {}

  static String of(Object root) {
    Dump dump = new Dump();
    dump.put(root);
    return dump.text.toString();
  }

  private void put(Object value) {
    if (value == null || isPlain(value)) {
      text.append(value == null ? "" : value.getClass().getSimpleName() + ' ').append(value);
      return;
    }
    Integer number = numbers.putIfAbsent(value, numbers.size());
    if (number != null) {
      text.append('#').append(number);
      return;
    }
    text.append('#').append(numbers.size() - 1).append(' ').append(value.getClass().getName());
    text.append('{');
    putContents(value);
    text.append('}');
  }

  /** What has no identity worth keeping. */
  private static boolean isPlain(Object value) {
    return value instanceof Number
        || value instanceof CharSequence
        || value instanceof Boolean
        || value instanceof Character
        || value instanceof Enum
        || value instanceof Class
        || value instanceof UUID
        || value instanceof Temporal;
  }

  private void putContents(Object value) {
    if (value.getClass().isArray()) {
      for (int i = 0; i < Array.getLength(value); i++) {
        putNext(Array.get(value, i));
      }
    } else if (value instanceof Map<?, ?> map) {
      entries(map).forEach(this::putEntry);
    } else if (value instanceof Collection<?> items) {
      sorted(items).forEach(this::putNext);
    } else if (value instanceof Optional<?> optional) {
      putNext(optional.orElse(null));
    } else if (value instanceof AtomicReference<?> reference) {
      putNext(reference.get());
    } else if (value instanceof Throwable throwable) {
      putNext(throwable.getMessage());
      putNext(throwable.getCause());
      Arrays.asList(throwable.getSuppressed()).forEach(this::putNext);
    } else {
      putFields(value);
    }
  }

  private void putNext(Object value) {
    put(value);
    text.append(", ");
  }

  private void putEntry(Object key, Object value) {
    put(key);
    text.append('=');
    putNext(value);
  }

  private void putFields(Object value) {
    List<Class<?>> types = ownTypes(value.getClass());
    if (types.isEmpty()) {
      text.append(value);
    }
    for (Class<?> type : types) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          text.append(field.getName()).append('=');
          putNext(valueOf(field, value));
        }
      }
    }
  }

  private static Object valueOf(Field field, Object owner) {
    try {
      field.setAccessible(true);
      return field.get(owner);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Class<?>> ownTypes(Class<?> type) {
    List<Class<?>> types = new ArrayList<>();
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      if (at.getPackage() == Dump.class.getPackage()) {
        types.add(at);
      }
    }
    return types;
  }

  private static Map<?, ?> entries(Map<?, ?> map) {
    if (map instanceof LinkedHashMap || map instanceof TreeMap) {
      return map;
    }
    Map<Object, Object> sorted = new TreeMap<>(Comparator.comparing(String::valueOf));
    sorted.putAll(map);
    return sorted;
  }

  private static Collection<?> sorted(Collection<?> items) {
    return !(items instanceof Set) || items instanceof LinkedHashSet
        ? items
        : items.stream().sorted(Comparator.comparing(String::valueOf)).toList();
  }
}
