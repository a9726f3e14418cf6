package io.procpool.codec;

import io.procpool.protocol.AnnexReader;
import io.procpool.protocol.AnnexWriter;
import io.procpool.protocol.MalformedPayloadException;
import io.procpool.protocol.PayloadReader;
import io.procpool.protocol.PayloadWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;

/**
 * Large primitive arrays, written beside the payload slice by slice, and read from there straight
 * into the new array. The payload has in their place
 *
 * <pre>
 *   | elements 4 | number of the annex 8 | position in it 8 |
 * </pre>
 */
final class AnnexedArrays {

  /** How long such a reference is. */
  static final int REFERENCE_LENGTH = 20;

  /** As much as stays in the processor's cache, and as the JDK writes without a larger copy. */
  private static final int SLICE = 64 * 1024;

  private AnnexedArrays() {}

  /**
   * Writes an array beside a payload, if that is to be.
   *
   * @param payload that is asked for its annex; nothing is appended to it
   * @param bytes that the array takes
   * @return the reference to it; {@code null} if the array must go with the payload
   */
  static byte[] put(Object array, long bytes, PayloadWriter payload) {
    AnnexWriter annex = payload.annex();
    if (annex == null || bytes < AnnexWriter.LEAST_BYTES) {
      return null;
    }
    payload.checkValue(bytes);
    if (!annex.takes(bytes)) {
      return null;
    }
    PayloadWriter reference = new PayloadWriter(REFERENCE_LENGTH);
    reference.writeInt(Array.getLength(array));
    reference.writeLong(annex.number());
    reference.writeLong(annex.size());
    try {
      write(array, (int) (bytes / Array.getLength(array)), annex);
    } catch (IOException e) { // there is less room than there was, or a limit for files
      annex.giveUpArray();
      return null;
    }
    return reference.bytes();
  }

  private static void write(Object array, int width, AnnexWriter annex) throws IOException {
    int length = Array.getLength(array);
    int step = SLICE / width;
    byte[] slice = array instanceof byte[] bytes ? bytes : new byte[SLICE];
    for (int at = 0; at < length; at += Math.min(step, length - at)) {
      int count = Math.min(step, length - at);
      if (slice == array) {
        annex.write(slice, at, count);
      } else {
        PrimitiveArrays.copy(array, at, count, slice, 0);
        annex.write(slice, 0, count * width);
      }
    }
  }

  /**
   * Reads an array that is beside a payload.
   *
   * @param annex the payload's; {@code null} if it has none
   */
  static Object get(Class<?> type, PayloadReader reference, AnnexReader annex) {
    int length = reference.readInt();
    long number = reference.readLong();
    long position = reference.readLong();
    if (annex == null) {
      throw new MalformedPayloadException("an array that is beside it, where nothing is");
    }
    int width = PrimitiveArrays.width(type);
    try {
      annex.seek(number, position, (long) length * width);
      Object array = Array.newInstance(type.getComponentType(), length);
      read(array, width, annex);
      return array;
    } catch (IOException e) {
      throw new UncheckedIOException("a large array cannot be read: " + e.getMessage(), e);
    }
  }

  private static void read(Object array, int width, AnnexReader annex) throws IOException {
    int length = Array.getLength(array);
    int step = SLICE / width;
    byte[] slice = array instanceof byte[] bytes ? bytes : new byte[SLICE];
    for (int at = 0; at < length; at += Math.min(step, length - at)) {
      int count = Math.min(step, length - at);
      if (slice == array) {
        annex.read(slice, at, count);
      } else {
        annex.read(slice, 0, count * width);
        PrimitiveArrays.fill(array, at, count, slice, 0);
      }
    }
  }
}
