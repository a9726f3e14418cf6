package io.procpool.internal.threads;

import java.lang.reflect.Array;
import java.nio.Buffer;

/**
 * What an object holds in memory, about, as far as that can be told at a glance, and without
 * running user code: what is large is mostly an array, a text or a buffer. Others weigh nothing.
 */
final class Weight {

  private Weight() {}

  static long of(Object object) {
    if (object instanceof String text) {
      return text.length();
    }
    if (object instanceof Buffer buffer) {
      return buffer.capacity();
    }
    Class<?> element = object == null ? null : object.getClass().getComponentType();
    return element == null ? 0 : (long) Array.getLength(object) * bytes(element);
  }

  private static int bytes(Class<?> element) {
    if (element == long.class || element == double.class) {
      return Long.BYTES;
    }
    if (element == byte.class || element == boolean.class) {
      return Byte.BYTES;
    }
    return element == short.class || element == char.class ? Short.BYTES : Integer.BYTES;
  }
}
