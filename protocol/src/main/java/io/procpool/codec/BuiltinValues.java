package io.procpool.codec;

import io.procpool.protocol.MalformedPayloadException;
import io.procpool.protocol.PayloadReader;
import io.procpool.protocol.PayloadWriter;
import java.nio.ByteBuffer;
import java.nio.file.FileSystems;
import java.nio.file.Path;

/**
 * The values that are coded without Kryo: a tag byte, then the value.
 *
 * <p>Strings are UTF-8, but for those with surrogates, which are UTF-16: a lone one would be lost.
 */
final class BuiltinValues {

  static final byte LAMBDA = 1;
  static final byte KRYO = 2;

  private static final byte NULL = 3;
  private static final byte TRUE = 4;
  private static final byte FALSE = 5;
  private static final byte BYTE = 6;
  private static final byte SHORT = 7;
  private static final byte CHARACTER = 8;
  private static final byte INTEGER = 9;
  private static final byte LONG = 10;
  private static final byte FLOAT = 11;
  private static final byte DOUBLE = 12;
  private static final byte STRING_UTF8 = 13;
  private static final byte STRING_UTF16 = 14;
  private static final byte BYTES = 15;
  private static final byte INTS = 16;
  private static final byte LONGS = 17;
  private static final byte DOUBLES = 18;
  private static final byte PATH = 19;

  private BuiltinValues() {}

  /**
   * Appends a value of a built-in type.
   *
   * @return false, and appends nothing, if the value is of another type
   */
  static boolean put(Object value, PayloadWriter out) {
    if (value == null) {
      out.write(NULL);
    } else if (value instanceof Long number) {
      out.write(LONG);
      out.writeVarLong(number);
    } else if (value instanceof Integer number) {
      out.write(INTEGER);
      out.writeVarLong(number);
    } else if (value instanceof String text) {
      putString(text, out);
    } else if (value instanceof Double number) {
      out.write(DOUBLE);
      out.writeLong(Double.doubleToRawLongBits(number));
    } else if (value instanceof Boolean truth) {
      out.write(truth ? TRUE : FALSE);
    } else {
      return putRarer(value, out);
    }
    return true;
  }

  private static boolean putRarer(Object value, PayloadWriter out) {
    if (value instanceof Float number) {
      out.write(FLOAT);
      out.writeInt(Float.floatToRawIntBits(number));
    } else if (value instanceof Short number) {
      out.write(SHORT);
      out.writeVarLong(number);
    } else if (value instanceof Byte number) {
      out.write(BYTE);
      out.write(number);
    } else if (value instanceof Character character) {
      out.write(CHARACTER);
      out.writeVarLong(character);
    } else if (value instanceof Path path && path.getFileSystem() == FileSystems.getDefault()) {
      out.write(PATH);
      putString(path.toString(), out);
    } else {
      return putArray(value, out);
    }
    return true;
  }

  private static boolean putArray(Object value, PayloadWriter out) {
    if (value instanceof byte[] bytes) {
      out.write(BYTES);
      out.writeInt(bytes.length);
      out.write(bytes);
    } else if (value instanceof int[] ints) {
      byte[] bytes = room(ints.length, Integer.BYTES);
      ByteBuffer.wrap(bytes).asIntBuffer().put(ints);
      putBytes(INTS, bytes, out);
    } else if (value instanceof long[] longs) {
      byte[] bytes = room(longs.length, Long.BYTES);
      ByteBuffer.wrap(bytes).asLongBuffer().put(longs);
      putBytes(LONGS, bytes, out);
    } else if (value instanceof double[] doubles) {
      byte[] bytes = room(doubles.length, Double.BYTES);
      ByteBuffer.wrap(bytes).asDoubleBuffer().put(doubles);
      putBytes(DOUBLES, bytes, out);
    } else {
      return false;
    }
    return true;
  }

  static Object get(byte tag, PayloadReader in) {
    return switch (tag) {
      case NULL -> null;
      case TRUE -> Boolean.TRUE;
      case FALSE -> Boolean.FALSE;
      case BYTE -> in.readByte();
      case SHORT -> (short) in.readVarLong();
      case CHARACTER -> (char) in.readVarLong();
      case INTEGER -> (int) in.readVarLong();
      case LONG -> in.readVarLong();
      case FLOAT -> Float.intBitsToFloat(in.readInt());
      case DOUBLE -> Double.longBitsToDouble(in.readLong());
      case STRING_UTF8 -> in.readText();
      case STRING_UTF16 -> nextBytes(in).asCharBuffer().toString();
      case BYTES -> in.readBytes(in.readInt());
      case INTS -> {
        ByteBuffer bytes = nextBytes(in);
        int[] ints = new int[bytes.remaining() / Integer.BYTES];
        bytes.asIntBuffer().get(ints);
        yield ints;
      }
      case LONGS -> {
        ByteBuffer bytes = nextBytes(in);
        long[] longs = new long[bytes.remaining() / Long.BYTES];
        bytes.asLongBuffer().get(longs);
        yield longs;
      }
      case DOUBLES -> {
        ByteBuffer bytes = nextBytes(in);
        double[] doubles = new double[bytes.remaining() / Double.BYTES];
        bytes.asDoubleBuffer().get(doubles);
        yield doubles;
      }
      case PATH -> Path.of((String) get(in.readByte(), in));
      default -> throw new MalformedPayloadException("unknown tag " + (tag & 0xff));
    };
  }

  private static void putString(String text, PayloadWriter out) {
    if (hasSurrogate(text)) {
      byte[] utf16 = room(text.length(), Character.BYTES);
      ByteBuffer.wrap(utf16).asCharBuffer().put(text);
      putBytes(STRING_UTF16, utf16, out);
    } else {
      out.write(STRING_UTF8);
      out.writeText(text);
    }
  }

  private static boolean hasSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static void putBytes(byte tag, byte[] bytes, PayloadWriter out) {
    out.write(tag);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] room(int length, int width) {
    return new byte[Math.multiplyExact(length, width)];
  }

  private static ByteBuffer nextBytes(PayloadReader in) {
    int length = in.readInt();
    int from = in.position();
    in.skip(length);
    return ByteBuffer.wrap(in.bytes(), from, length);
  }
}
