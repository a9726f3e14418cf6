package io.procpool.protocol;

import java.nio.charset.StandardCharsets;

/** Reads a payload that a {@link PayloadWriter} built, or a part of one. */
public final class PayloadReader {

  /** A length from here on takes four bytes. */
  static final int LONG_LENGTH = 0x80;

  /** The first bit of a length that takes four bytes. */
  static final int IS_LONG = Integer.MIN_VALUE;

  private final byte[] bytes;
  private int limit;
  private int position;

  /** Has the large arrays of the values in it; {@code null} if they have none. */
  private AnnexReader annex;

  public PayloadReader(byte[] bytes, int from, int length) {
    this.bytes = bytes;
    this.position = from;
    this.limit = from + length;
  }

  public PayloadReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  /** Where the large arrays of its values are. */
  public PayloadReader withAnnex(AnnexReader arrays) {
    annex = arrays;
    return this;
  }

  /** Has the large arrays of the values in it; {@code null} if they have none. */
  public AnnexReader annex() {
    return annex;
  }

  public byte[] bytes() {
    return bytes;
  }

  public int position() {
    return position;
  }

  public int remaining() {
    return limit - position;
  }

  public byte readByte() {
    return bytes[advance(1)];
  }

  public int readInt() {
    return BigEndian.getInt(bytes, advance(4));
  }

  /** How long what follows is, by {@link PayloadWriter#writeLength}. */
  public int readLength() {
    byte first = readByte();
    if (first >= 0) {
      return first;
    }
    position--;
    return readInt() & ~IS_LONG;
  }

  public long readLong() {
    return BigEndian.getLong(bytes, advance(8));
  }

  public long readVarLong() {
    int at = position;
    long rest = 0;
    for (int shift = 0; shift < 64 && at < limit; shift += 7) {
      byte next = bytes[at++];
      rest |= (next & 0x7fL) << shift;
      if (next >= 0) {
        position = at;
        return rest >>> 1 ^ -(rest & 1);
      }
    }
    throw new MalformedPayloadException("a number that has no end");
  }

  public byte[] readBytes(int length) {
    int from = advance(length);
    byte[] copy = new byte[length];
    System.arraycopy(bytes, from, copy, 0, length);
    return copy;
  }

  public String readText() {
    int length = readInt();
    return length < 0 ? null : new String(bytes, advance(length), length, StandardCharsets.UTF_8);
  }

  /** Passes over some bytes. */
  public void skip(int length) {
    advance(length);
  }

  /**
   * Ends it behind its next bytes, until it is widened again: a part of it without another object.
   *
   * @return what to widen it by
   */
  public int narrow(int length) {
    int outer = limit;
    limit = advance(length) + length;
    position = limit - length;
    return outer;
  }

  /** Goes on behind what it was narrowed to. */
  public void widen(int outer) {
    position = limit;
    limit = outer;
  }

  /** The next bytes as a payload of their own; passes over them. */
  public PayloadReader slice(int length) {
    return new PayloadReader(bytes, advance(length), length);
  }

  /** What is left, as a payload of its own; stays where it is. */
  public PayloadReader copy() {
    return new PayloadReader(bytes, position, remaining());
  }

  private int advance(int length) {
    if (length < 0 || length > limit - position) {
      throw new MalformedPayloadException(
          "it ends early: " + length + " bytes wanted, " + (limit - position) + " left");
    }
    int from = position;
    position += length;
    return from;
  }
}
