package io.procpool.codec;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Primitive arrays as bytes and back, each in one copy: element after element, little-endian, which
 * is what most machines copy without turning each element round. The one place where arrays are
 * coded, whether they are a whole value or part of a graph.
 */
final class PrimitiveArrays {

  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

  /** Their order is the wire's. */
  static final List<Class<?>> TYPES =
      List.of(
          byte[].class,
          double[].class,
          long[].class,
          int[].class,
          float[].class,
          char[].class,
          short[].class,
          boolean[].class);

  private PrimitiveArrays() {}

  /** How many bytes an element of such an array takes, 0 for anything else. */
  static int width(Class<?> type) {
    if (type == byte[].class || type == boolean[].class) {
      return Byte.BYTES;
    }
    if (type == double[].class || type == long[].class) {
      return Long.BYTES;
    }
    if (type == int[].class || type == float[].class) {
      return Integer.BYTES;
    }
    return type == char[].class || type == short[].class ? Short.BYTES : 0;
  }

  /** Copies an array's elements into bytes that have room for them. */
  static void copy(Object array, byte[] to, int at) {
    copy(array, 0, Array.getLength(array), to, at);
  }

  /** Copies some of an array's elements into bytes that have room for them. */
  static void copy(Object array, int from, int count, byte[] to, int at) {
    if (array instanceof byte[] bytes) {
      System.arraycopy(bytes, from, to, at, count);
    } else if (array instanceof double[] doubles) {
      into(to, at).asDoubleBuffer().put(doubles, from, count);
    } else if (array instanceof long[] longs) {
      into(to, at).asLongBuffer().put(longs, from, count);
    } else if (array instanceof int[] ints) {
      into(to, at).asIntBuffer().put(ints, from, count);
    } else if (array instanceof float[] floats) {
      into(to, at).asFloatBuffer().put(floats, from, count);
    } else if (array instanceof char[] chars) {
      into(to, at).asCharBuffer().put(chars, from, count);
    } else if (array instanceof short[] shorts) {
      into(to, at).asShortBuffer().put(shorts, from, count);
    } else {
      copyTruths((boolean[]) array, from, count, to, at);
    }
  }

  /** Makes the array again, of as many elements as the bytes hold. */
  static Object make(Class<?> type, byte[] from, int at, int byteLength) {
    int length = byteLength / width(type);
    Object array = Array.newInstance(type.getComponentType(), length);
    fill(array, 0, length, from, at);
    return array;
  }

  /** Copies bytes into some of an array's elements. */
  static void fill(Object array, int to, int count, byte[] from, int at) {
    if (array instanceof byte[] bytes) {
      System.arraycopy(from, at, bytes, to, count);
    } else if (array instanceof double[] doubles) {
      into(from, at).asDoubleBuffer().get(doubles, to, count);
    } else if (array instanceof long[] longs) {
      into(from, at).asLongBuffer().get(longs, to, count);
    } else if (array instanceof int[] ints) {
      into(from, at).asIntBuffer().get(ints, to, count);
    } else if (array instanceof float[] floats) {
      into(from, at).asFloatBuffer().get(floats, to, count);
    } else if (array instanceof char[] chars) {
      into(from, at).asCharBuffer().get(chars, to, count);
    } else if (array instanceof short[] shorts) {
      into(from, at).asShortBuffer().get(shorts, to, count);
    } else {
      fillTruths((boolean[]) array, to, count, from, at);
    }
  }

  private static ByteBuffer into(byte[] bytes, int at) {
    return ByteBuffer.wrap(bytes, at, bytes.length - at).slice().order(ORDER);
  }

  private static void copyTruths(boolean[] truths, int from, int count, byte[] to, int at) {
    for (int i = 0; i < count; i++) {
      to[at + i] = (byte) (truths[from + i] ? 1 : 0);
    }
  }

  private static void fillTruths(boolean[] truths, int to, int count, byte[] from, int at) {
    for (int i = 0; i < count; i++) {
      truths[to + i] = from[at + i] != 0;
    }
  }
}
