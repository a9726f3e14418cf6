package io.procpool.protocol;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds a payload in a byte array that grows. As a stream, it takes what others write into it. */
public final class PayloadWriter extends OutputStream {

  private static final int MOST_OF_VAR_LONG = 10;

  private byte[] bytes;
  private int size;

  /** Where the value begins that is being encoded, and how many bytes it may take. */
  private int valueAt;

  private long valueLimit = Frame.MAX_LENGTH;

  /** Takes large arrays of that value; {@code null} if they are part of the payload. */
  private AnnexWriter annex;

  public PayloadWriter(int capacity) {
    bytes = new byte[capacity];
  }

  /** The array being written to: its first {@link #size()} bytes count, until the next write. */
  public byte[] bytes() {
    return bytes;
  }

  public int size() {
    return size;
  }

  /**
   * A value begins here.
   *
   * @param most how many bytes it may take, its annex included
   * @param arrays takes its large arrays, or {@code null}
   */
  public void beginValue(long most, AnnexWriter arrays) {
    valueAt = size;
    valueLimit = most;
    annex = arrays;
    if (arrays != null) {
      arrays.begin();
    }
  }

  /** Takes large arrays of the value that is being encoded; {@code null} if nothing does. */
  public AnnexWriter annex() {
    return annex;
  }

  /**
   * Says no to a value that takes more than it may.
   *
   * @param more bytes than it takes by now
   * @throws PayloadTooLargeException if it would
   */
  public void checkValue(long more) {
    long length = (long) size - valueAt + (annex == null ? 0 : annex.size()) + more;
    if (length > valueLimit) {
      throw new PayloadTooLargeException(length, valueLimit);
    }
  }

  /** Forgets what was written from a position on. */
  public void truncate(int newSize) {
    size = Math.min(size, newSize);
  }

  /** Forgets what was written, and the array too if it has grown beyond a size. */
  public void shrink(int mostKept) {
    size = 0;
    if (bytes.length > mostKept) {
      bytes = new byte[mostKept];
    }
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  @Override
  public void write(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  @Override
  public void write(byte[] source) {
    write(source, 0, source.length);
  }

  @Override
  public void write(byte[] source, int from, int length) {
    reserve(length);
    System.arraycopy(source, from, bytes, size, length);
    size += length;
  }

  /**
   * Makes room for bytes that the caller puts into the array itself.
   *
   * @return where they begin
   * @throws PayloadTooLargeException if the value would take more than it may
   */
  public int claim(long length) {
    if (length > Frame.MAX_LENGTH) {
      checkValue(length);
      throw new PayloadTooLargeException(size + length, Frame.MAX_LENGTH);
    }
    reserve((int) length);
    int from = size;
    size += (int) length;
    return from;
  }

  public void writeInt(int value) {
    reserve(4);
    BigEndian.putInt(bytes, size, value);
    size += 4;
  }

  public void writeLong(long value) {
    reserve(8);
    BigEndian.putLong(bytes, size, value);
    size += 8;
  }

  /**
   * A length of what follows: below 128 in one byte, above in four, of which the first bit is set.
   */
  public void writeLength(int length) {
    if (length < PayloadReader.LONG_LENGTH) {
      write(length);
    } else {
      writeInt(length | PayloadReader.IS_LONG);
    }
  }

  /** Puts a length of any size into four bytes written before. */
  public void putLength(int at, int length) {
    putInt(at, length | PayloadReader.IS_LONG);
  }

  /** A number in as few bytes as it needs, 1 to 10; small negative numbers are small too. */
  public void writeVarLong(long value) {
    reserve(MOST_OF_VAR_LONG);
    size = putVarLong(size, value);
  }

  /** Such a number behind a byte that says what it is, both behind their length. */
  public void writeTagged(byte tag, long value) {
    reserve(2 + MOST_OF_VAR_LONG);
    bytes[size + 1] = tag;
    int end = putVarLong(size + 2, value);
    bytes[size] = (byte) (end - size - 1);
    size = end;
  }

  /**
   * @return where it ends
   */
  private int putVarLong(int from, long value) {
    byte[] to = bytes;
    int at = from;
    long rest = value << 1 ^ value >> 63;
    while ((rest & ~0x7fL) != 0) {
      to[at++] = (byte) (rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    to[at++] = (byte) rest;
    return at;
  }

  /** A string, {@code null} included; lone surrogates become question marks. */
  public void writeText(String text) {
    if (text == null) {
      writeInt(-1);
      return;
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    writeInt(utf8.length);
    write(utf8);
  }

  /** Overwrites an int written before. */
  public void putInt(int at, int value) {
    BigEndian.putInt(bytes, at, value);
  }

  public void putByte(int at, byte value) {
    bytes[at] = value;
  }

  public void putLong(int at, long value) {
    BigEndian.putLong(bytes, at, value);
  }

  /**
   * Makes room for more.
   *
   * @throws PayloadTooLargeException if the value would take more than it may, as far as that takes
   *     more room
   */
  public void reserve(int more) {
    if (more > bytes.length - size) {
      checkValue(more);
      long wanted = (long) size + more;
      if (wanted > Frame.MAX_LENGTH) {
        throw new PayloadTooLargeException(wanted, Frame.MAX_LENGTH);
      }
      bytes =
          Arrays.copyOf(
              bytes, (int) Math.min(Frame.MAX_LENGTH, Math.max(wanted, 2L * bytes.length)));
    }
  }
}
