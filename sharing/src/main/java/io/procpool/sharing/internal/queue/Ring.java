package io.procpool.sharing.internal.queue;

import io.procpool.sharing.internal.memory.Words;
import java.nio.ByteBuffer;

/**
 * Mapped memory in which items lie one behind the other, and behind its end at its beginning.
 *
 * <pre>
 *   | length 4 | is in a file 4 | bytes, up to the next unit |      an item
 * </pre>
 *
 * <p>The bytes of one may go on at the beginning; what stands in front of them is whole.
 */
final class Ring {

  /** Each item begins at a multiple of it. */
  static final int UNIT = 8;

  private static final int SHORTEST = 256 * 1024;
  private static final int HEAD = 8;
  private static final int IS_IN_FILE = 4;

  private final int number;
  private final ByteBuffer bytes;
  private final int mask;

  Ring(int number, ByteBuffer bytes) {
    this.number = number;
    this.bytes = bytes;
    this.mask = bytes.capacity() - 1;
  }

  /** Each is twice as long as the one before: from 256 KiB to 1 GiB. */
  static int length(int number) {
    return SHORTEST << number;
  }

  /** What an item takes. */
  static int units(int length) {
    return (HEAD + length + UNIT - 1) / UNIT;
  }

  int number() {
    return number;
  }

  int units() {
    return bytes.capacity() / UNIT;
  }

  void put(int at, Entry entry) {
    int head = at * UNIT & mask;
    int length = entry.length();
    Words.INTS.set(bytes, head, length);
    Words.INTS.set(bytes, head + IS_IN_FILE, entry.isInFile() ? 1 : 0);
    int from = head + HEAD & mask;
    int first = Math.min(length, bytes.capacity() - from);
    bytes.put(from, entry.bytes(), 0, first);
    bytes.put(0, entry.bytes(), first, length - first);
  }

  byte[] bytes(int at) {
    int head = at * UNIT & mask;
    byte[] item = new byte[(int) Words.INTS.get(bytes, head)];
    int from = head + HEAD & mask;
    int first = Math.min(item.length, bytes.capacity() - from);
    bytes.get(from, item, 0, first);
    bytes.get(0, item, first, item.length - first);
    return item;
  }

  boolean isInFile(int at) {
    return (int) Words.INTS.get(bytes, (at * UNIT & mask) + IS_IN_FILE) != 0;
  }
}
