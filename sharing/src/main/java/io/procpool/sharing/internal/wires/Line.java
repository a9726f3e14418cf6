package io.procpool.sharing.internal.wires;

import java.io.Closeable;
import java.io.IOException;

/** A stream of bytes to one other process and back, on which two of them shake hands. */
interface Line extends Closeable {

  /** Writes all of it. */
  void put(byte[] bytes) throws IOException;

  /**
   * Reads so many bytes.
   *
   * @throws java.io.EOFException if the stream ends before
   * @throws java.net.SocketTimeoutException if that takes longer
   */
  byte[] take(int count, Until limit) throws IOException;
}
