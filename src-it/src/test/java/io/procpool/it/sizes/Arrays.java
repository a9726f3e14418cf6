package io.procpool.it.sizes;

import java.lang.reflect.Array;
import java.util.List;
import java.util.zip.CRC32;

/** Large arrays whose content can be told from their length. */
final class Arrays {

  /** What is this long crosses in an annex; what is shorter does not. */
  static final int LEAST_BYTES = 512 * 1024;

  static final int SLICE_BYTES = 64 * 1024;

  private Arrays() {}

  enum Kind {
    BYTES(byte[].class, 1),
    SHORTS(short[].class, 2),
    CHARS(char[].class, 2),
    INTS(int[].class, 4),
    FLOATS(float[].class, 4),
    LONGS(long[].class, 8),
    DOUBLES(double[].class, 8),
    TRUTHS(boolean[].class, 1);

    private final Class<?> type;
    final int width;

    Kind(Class<?> type, int width) {
      this.type = type;
      this.width = width;
    }

    /** An array of so many elements. */
    Object make(int length) {
      Object array = Array.newInstance(type.getComponentType(), length);
      for (int i = 0; i < length; i++) {
        set(array, i, i * 31 + length);
      }
      return array;
    }

    private void set(Object array, int at, int value) {
      switch (this) {
        case BYTES -> ((byte[]) array)[at] = (byte) value;
        case SHORTS -> ((short[]) array)[at] = (short) value;
        case CHARS -> ((char[]) array)[at] = (char) value;
        case INTS -> ((int[]) array)[at] = value;
        case FLOATS -> ((float[]) array)[at] = value;
        case LONGS -> ((long[]) array)[at] = (long) value << 20 | value;
        case DOUBLES -> ((double[]) array)[at] = value / 3.0;
        case TRUTHS -> ((boolean[]) array)[at] = value % 3 == 0;
      }
    }
  }

  /** Numbers of elements around each border that there may be. */
  static List<Integer> lengths(Kind kind) {
    int least = LEAST_BYTES / kind.width;
    int slice = SLICE_BYTES / kind.width;
    return List.of(
        least - 1, least, least + 1, least + slice - 1, least + slice + 1, 3 * least + 7);
  }

  static byte[] bytes(int length) {
    return (byte[]) Kind.BYTES.make(length);
  }

  static long checksum(byte[] bytes) {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    return sum.getValue();
  }
}
