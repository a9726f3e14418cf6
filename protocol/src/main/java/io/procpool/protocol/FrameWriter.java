package io.procpool.protocol;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Frames to bytes, gathered so that many small frames cost one system call. Not thread-safe: its
 * owner is one thread, or guards it.
 */
public final class FrameWriter {

  /**
   * Also the slice in which a large payload is written: the JDK copies a whole array off the heap
   * for one write, which halves the speed of a 64 MiB payload.
   */
  private static final int BUFFER_LENGTH = 64 * 1024;

  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER_LENGTH];
  private int used;

  public FrameWriter(OutputStream out) {
    this.out = out;
  }

  /** Adds a frame; it reaches the stream at the latest with {@link #flush()}. */
  public void write(Frame frame) throws IOException {
    if (buffer.length - used < Frame.HEADER_LENGTH) {
      drain();
    }
    putHeader(frame);
    if (frame.length() <= buffer.length - used) {
      System.arraycopy(frame.payload(), 0, buffer, used, frame.length());
      used += frame.length();
    } else {
      drain();
      writeSliced(frame.payload(), frame.length());
    }
  }

  /** How many bytes wait for the next {@link #flush()}. */
  public int pending() {
    return used;
  }

  /** Hands everything written so far to the stream, and the stream's own buffer to the pipe. */
  public void flush() throws IOException {
    drain();
    out.flush();
  }

  private void putHeader(Frame frame) {
    buffer[used] = Frame.MAGIC_0;
    buffer[used + 1] = Frame.MAGIC_1;
    buffer[used + 2] = Frame.PROTOCOL_VERSION;
    buffer[used + 3] = frame.type().code();
    BigEndian.putLong(buffer, used + 4, frame.id());
    BigEndian.putInt(buffer, used + 12, frame.length());
    used += Frame.HEADER_LENGTH;
  }

  private void writeSliced(byte[] payload, int length) throws IOException {
    for (int at = 0; at < length; at += BUFFER_LENGTH) {
      out.write(payload, at, Math.min(BUFFER_LENGTH, length - at));
    }
  }

  private void drain() throws IOException {
    if (used > 0) {
      out.write(buffer, 0, used);
      used = 0;
    }
  }
}
