package io.procpool.codec;

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
    if (array instanceof byte[] bytes) {
      System.arraycopy(bytes, 0, to, at, bytes.length);
    } else if (array instanceof double[] doubles) {
      into(to, at).asDoubleBuffer().put(doubles);
    } else if (array instanceof long[] longs) {
      into(to, at).asLongBuffer().put(longs);
    } else if (array instanceof int[] ints) {
      into(to, at).asIntBuffer().put(ints);
    } else if (array instanceof float[] floats) {
      into(to, at).asFloatBuffer().put(floats);
    } else if (array instanceof char[] chars) {
      into(to, at).asCharBuffer().put(chars);
    } else if (array instanceof short[] shorts) {
      into(to, at).asShortBuffer().put(shorts);
    } else {
      copyTruths((boolean[]) array, to, at);
    }
  }

  /** Makes the array again, of as many elements as the bytes hold. */
  static Object make(Class<?> type, byte[] from, int at, int byteLength) {
    int length = byteLength / width(type);
    if (type == byte[].class) {
      byte[] bytes = new byte[length];
      System.arraycopy(from, at, bytes, 0, length);
      return bytes;
    }
    if (type == double[].class) {
      double[] doubles = new double[length];
      into(from, at).asDoubleBuffer().get(doubles);
      return doubles;
    }
    if (type == long[].class) {
      long[] longs = new long[length];
      into(from, at).asLongBuffer().get(longs);
      return longs;
    }
    if (type == int[].class) {
      int[] ints = new int[length];
      into(from, at).asIntBuffer().get(ints);
      return ints;
    }
    return makeRarer(type, from, at, length);
  }

  private static Object makeRarer(Class<?> type, byte[] from, int at, int length) {
    if (type == float[].class) {
      float[] floats = new float[length];
      into(from, at).asFloatBuffer().get(floats);
      return floats;
    }
    if (type == char[].class) {
      char[] chars = new char[length];
      into(from, at).asCharBuffer().get(chars);
      return chars;
    }
    if (type == short[].class) {
      short[] shorts = new short[length];
      into(from, at).asShortBuffer().get(shorts);
      return shorts;
    }
    boolean[] truths = new boolean[length];
    for (int i = 0; i < length; i++) {
      truths[i] = from[at + i] != 0;
    }
    return truths;
  }

  private static ByteBuffer into(byte[] bytes, int at) {
    return ByteBuffer.wrap(bytes, at, bytes.length - at).slice().order(ORDER);
  }

  private static void copyTruths(boolean[] truths, byte[] to, int at) {
    for (int i = 0; i < truths.length; i++) {
      to[at + i] = (byte) (truths[i] ? 1 : 0);
    }
  }
}
