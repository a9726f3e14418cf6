package io.procpool.codec;

import io.procpool.protocol.MalformedPayloadException;
import io.procpool.protocol.PayloadReader;
import io.procpool.protocol.PayloadWriter;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;

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
  private static final byte PATH = 15;

  /** The tags of the arrays, one for each of their types. */
  private static final byte FIRST_ARRAY = 16;

  private static final List<Class<?>> ARRAYS = PrimitiveArrays.TYPES;

  /** The tags of arrays that are beside the payload. */
  private static final int FIRST_ANNEXED = FIRST_ARRAY + ARRAYS.size();

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

  /** Whether {@link #putSmall} takes it. */
  static boolean isSmall(Object value) {
    return value instanceof Long
        || value instanceof Integer
        || value instanceof Double
        || value instanceof Boolean
        || value == null;
  }

  /** Appends a value of the commonest types, whose encoding is short, behind its length. */
  static void putSmall(Object value, PayloadWriter out) {
    if (value instanceof Long number) {
      out.writeTagged(LONG, number);
    } else if (value instanceof Integer number) {
      out.writeTagged(INTEGER, number);
    } else {
      out.write(value instanceof Double ? 1 + Double.BYTES : 1);
      put(value, out);
    }
  }

  /** Whether {@link #put} takes it. */
  static boolean holds(Object value) {
    if (value == null
        || value instanceof String
        || value instanceof Boolean
        || value instanceof Character
        || value instanceof Path path && path.getFileSystem() == FileSystems.getDefault()) {
      return true;
    }
    Class<?> type = value.getClass();
    return type.getPackageName().equals("java.lang") && value instanceof Number
        || ARRAYS.contains(type);
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
    Class<?> type = value.getClass();
    int kind = ARRAYS.indexOf(type);
    if (kind < 0) {
      return false;
    }
    long length = (long) Array.getLength(value) * PrimitiveArrays.width(type);
    byte[] reference = AnnexedArrays.put(value, length, out);
    if (reference != null) {
      out.write(FIRST_ANNEXED + kind);
      out.write(reference);
      return true;
    }
    out.write(FIRST_ARRAY + kind);
    int at = out.claim(Integer.BYTES + length) + Integer.BYTES;
    out.putInt(at - Integer.BYTES, (int) length);
    PrimitiveArrays.copy(value, out.bytes(), at);
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
      case PATH -> Path.of((String) get(in.readByte(), in));
      default -> getArray(tag, in);
    };
  }

  private static Object getArray(byte tag, PayloadReader in) {
    int kind = tag - FIRST_ARRAY;
    if (tag >= FIRST_ANNEXED && kind < 2 * ARRAYS.size()) {
      return AnnexedArrays.get(ARRAYS.get(tag - FIRST_ANNEXED), in, in.annex());
    }
    if (kind < 0 || kind >= ARRAYS.size()) {
      throw new MalformedPayloadException("unknown tag " + (tag & 0xff));
    }
    int length = in.readInt();
    int from = in.position();
    in.skip(length);
    return PrimitiveArrays.make(ARRAYS.get(kind), in.bytes(), from, length);
  }

  private static void putString(String text, PayloadWriter out) {
    if (hasSurrogate(text)) {
      out.write(STRING_UTF16);
      byte[] utf16 = new byte[Math.multiplyExact(text.length(), Character.BYTES)];
      ByteBuffer.wrap(utf16).asCharBuffer().put(text);
      out.writeInt(utf16.length);
      out.write(utf16);
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

  private static ByteBuffer nextBytes(PayloadReader in) {
    int length = in.readInt();
    int from = in.position();
    in.skip(length);
    return ByteBuffer.wrap(in.bytes(), from, length);
  }
}
