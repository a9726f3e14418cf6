package io.procpool.codec;

import com.esotericsoftware.kryo.kryo5.io.Output;
import io.procpool.protocol.PayloadTooLargeException;
import io.procpool.protocol.PayloadWriter;

/**
 * Kryo's output, straight into the array of a {@link PayloadWriter}: what is large is not copied
 * from one buffer to the next.
 */
final class GraphOutput extends Output {

  private static final byte[] NOTHING = {};

  private PayloadWriter payload;

  /** Goes on where the payload ends. */
  void begin(PayloadWriter out) {
    payload = out;
    payload.reserve(16);
    takeBuffer(out.size());
  }

  /** The payload then ends where this does. */
  void end() {
    payload.truncate(0);
    payload.claim(position);
    release();
  }

  /** Lets go of the payload; what was written to it is not part of it. */
  void release() {
    payload = null;
    buffer = NOTHING;
    capacity = 0;
    position = 0;
  }

  /**
   * Writes a large array beside the payload, if that is to be.
   *
   * @return the reference to it; {@code null} if the array must go with the payload
   */
  byte[] annex(Object array, long length) {
    return AnnexedArrays.put(array, length, payload);
  }

  /** Makes room for bytes that the caller puts into the buffer itself; says where they begin. */
  int claim(long length) {
    if (length > Integer.MAX_VALUE) {
      payload.claim(length); // refuses it
    }
    require((int) length);
    int from = position;
    position += (int) length;
    return from;
  }

  /**
   * @throws PayloadTooLargeException if the payload would be longer than a frame can be
   */
  @Override
  protected boolean require(int required) {
    if (capacity - position >= required) {
      return false;
    }
    int at = position;
    payload.truncate(0);
    payload.claim(at); // what it keeps when it grows
    payload.reserve(required);
    takeBuffer(at);
    return true;
  }

  private void takeBuffer(int at) {
    buffer = payload.bytes();
    capacity = buffer.length;
    maxCapacity = Integer.MAX_VALUE;
    position = at;
  }
}
