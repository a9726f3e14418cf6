package io.procpool.bench;

import java.io.InputStream;

/**
 * The same bytes over and over, without end: what a reader reads when nothing but the reader is
 * measured.
 */
final class RepeatingInput extends InputStream {

  private final byte[] bytes;
  private int position;

  RepeatingInput(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    read(one, 0, 1);
    return one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int from, int length) {
    int count = Math.min(length, bytes.length - position);
    System.arraycopy(bytes, position, target, from, count);
    position = (position + count) % bytes.length;
    return count;
  }
}
