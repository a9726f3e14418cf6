package io.procpool.sharing.internal.queue;

import java.nio.charset.StandardCharsets;

/**
 * An item on its way into the queue.
 *
 * @param bytes of which the first {@code length} count: the item's, or its file's name
 */
record Entry(byte[] bytes, int length, boolean isInFile) {

  String text() {
    return new String(bytes, 0, length, StandardCharsets.US_ASCII);
  }

  int units() {
    return Ring.units(length);
  }
}
