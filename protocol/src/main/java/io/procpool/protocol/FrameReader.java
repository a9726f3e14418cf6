package io.procpool.protocol;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Bytes to frames. Refuses bad magic, another protocol version, unknown types and lengths above its
 * limit, and allocates no more than a small multiple of what has really arrived. Not thread-safe:
 * its owner is one thread at a time.
 */
public final class FrameReader {

  private static final int BUFFER_LENGTH = 64 * 1024;

  /** A payload up to here is allocated at once; a longer one grows with what arrives. */
  private static final int TRUSTED_LENGTH = 1024 * 1024;

  private final InputStream in;
  private final int maxLength;
  private final byte[] buffer = new byte[BUFFER_LENGTH];
  private int start;
  private int end;

  /**
   * @param maxLength the longest payload to accept, in bytes
   */
  public FrameReader(InputStream in, int maxLength) {
    this.in = in;
    this.maxLength = maxLength;
  }

  /**
   * Blocks for the next frame.
   *
   * @return the frame, or {@code null} at the end of the stream
   * @throws MalformedFrameException if what arrives is not a frame
   * @throws EOFException if the stream ends inside a frame
   */
  public Frame read() throws IOException {
    if (!fill(Frame.HEADER_LENGTH)) {
      return null;
    }
    FrameType type = checkedType();
    long id = BigEndian.getLong(buffer, start + 4);
    int length = checkedLength();
    start += Frame.HEADER_LENGTH;
    return new Frame(type, id, readPayload(length), length);
  }

  /** Whether the next {@link #read()} will find a whole frame in memory, and so not block. */
  public boolean hasFrame() {
    int available = end - start;
    return available >= Frame.HEADER_LENGTH
        && available - Frame.HEADER_LENGTH >= BigEndian.getInt(buffer, start + 12);
  }

  /**
   * Skips whatever comes before a mark, and the mark itself: what the JVM printed before the worker
   * could take the stream for itself.
   *
   * @param limit how many bytes may be skipped
   * @throws MalformedFrameException if the mark does not come within the limit
   * @throws EOFException if the stream ends before the mark
   */
  void skipPast(byte[] mark, int limit) throws IOException {
    int matched = 0;
    for (int skipped = 0; matched < mark.length; skipped++) {
      if (skipped >= limit) {
        throw new MalformedFrameException(
            "no greeting in its first "
                + limit
                + " bytes, which hold "
                + Printable.of(Arrays.copyOfRange(buffer, 0, 64)));
      }
      if (!fill(1)) {
        throw new EOFException("its output ended before its greeting");
      }
      byte next = buffer[start++];
      // The mark's first byte occurs in it only once, so a mismatch can restart at this byte.
      matched = next == mark[matched] ? matched + 1 : next == mark[0] ? 1 : 0;
    }
  }

  private FrameType checkedType() throws MalformedFrameException {
    if (buffer[start] != Frame.MAGIC_0 || buffer[start + 1] != Frame.MAGIC_1) {
      throw new MalformedFrameException(
          "stray bytes where a frame should begin: "
              + Printable.of(Arrays.copyOfRange(buffer, start, Math.min(end, start + 64))));
    }
    if (buffer[start + 2] != Frame.PROTOCOL_VERSION) {
      throw new MalformedFrameException(
          "frames of protocol version "
              + (buffer[start + 2] & 0xff)
              + " where this side speaks version "
              + Frame.PROTOCOL_VERSION
              + ": two versions of procpool are on the class path, leave one");
    }
    return FrameType.of(buffer[start + 3]);
  }

  private int checkedLength() throws MalformedFrameException {
    int length = BigEndian.getInt(buffer, start + 12);
    if (length < 0 || length > maxLength) {
      throw new MalformedFrameException(
          "a payload of "
              + (length & 0xffffffffL)
              + " bytes, the limit is "
              + maxLength
              + " bytes");
    }
    return length;
  }

  private byte[] readPayload(int length) throws IOException {
    byte[] payload = new byte[Math.min(length, TRUSTED_LENGTH)];
    int filled = Math.min(payload.length, end - start);
    System.arraycopy(buffer, start, payload, 0, filled);
    start += filled;
    while (filled < length) {
      if (filled == payload.length) {
        payload = Arrays.copyOf(payload, (int) Math.min(length, 2L * payload.length));
      }
      int slice = Math.min(BUFFER_LENGTH, payload.length - filled);
      int read = in.read(payload, filled, slice);
      if (read < 0) {
        throw new EOFException("the stream ended " + (length - filled) + " bytes before its frame");
      }
      filled += read;
    }
    return payload;
  }

  /**
   * Makes sure that at least {@code wanted} bytes are in the buffer.
   *
   * @return false if the stream has ended and nothing is left
   */
  private boolean fill(int wanted) throws IOException {
    while (end - start < wanted) {
      if (start > 0 && buffer.length - start < wanted) {
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= start;
        start = 0;
      }
      if (start == end) {
        start = 0;
        end = 0;
      }
      int read = in.read(buffer, end, buffer.length - end);
      if (read < 0) {
        if (end > start) {
          throw new EOFException("the stream ended inside a frame's header");
        }
        return false;
      }
      end += read;
    }
    return true;
  }
}
