package io.procpool.protocol;

/**
 * One message on the link.
 *
 * <pre>
 *   | magic 2 | version 1 | type 1 | id 8 | length 4 | payload ... |     big-endian
 * </pre>
 *
 * <p>The header is readable without the payload: a payload that does not decode costs one task, not
 * the link.
 *
 * @param type what it asks or tells
 * @param id of the chunk or function it is about, 0 where it is about none
 * @param payload holds the payload in its first {@code length} bytes
 * @param length of the payload, in bytes
 */
public record Frame(FrameType type, long id, byte[] payload, int length) {

  /** The protocol of this build; raised with every change of a frame or a payload. */
  public static final int PROTOCOL_VERSION = 7;

  /** The longest payload there can be: a Java array. */
  public static final int MAX_LENGTH = Integer.MAX_VALUE - 64;

  /** The longest encoding that one value can have: what surrounds it is in the payload too. */
  public static final int MAX_VALUE_LENGTH = MAX_LENGTH - 64;

  static final int HEADER_LENGTH = 16;
  static final byte MAGIC_0 = (byte) 0xF7;
  static final byte MAGIC_1 = (byte) 0x9C;

  private static final byte[] EMPTY = {};

  public Frame {
    if (length < 0 || length > payload.length) {
      throw new IllegalArgumentException(
          "length must be between 0 and " + payload.length + ", was " + length);
    }
  }

  public Frame(FrameType type, long id, byte[] payload) {
    this(type, id, payload, payload.length);
  }

  /** How many bytes it is on the link. */
  public long size() {
    return (long) HEADER_LENGTH + length;
  }

  /** A frame without payload. */
  public static Frame of(FrameType type, long id) {
    return new Frame(type, id, EMPTY, 0);
  }
}
