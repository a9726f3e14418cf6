package io.procpool.sharing.internal.wires;

import java.util.ArrayDeque;

/**
 * Messages for an end that it has not received, in this JVM: as many as a socket would hold, and
 * one at least. Guarded by its junction.
 */
final class Backlog {

  private static final long MOST = 256 * 1024;

  private final ArrayDeque<byte[]> messages = new ArrayDeque<>();
  private long bytes;

  boolean isEmpty() {
    return messages.isEmpty();
  }

  boolean hasRoom(int count) {
    return messages.isEmpty() || bytes + count <= MOST;
  }

  void add(byte[] message) {
    messages.add(message);
    bytes += message.length;
  }

  /** The next one stays; {@code null} if there is none. */
  byte[] peek() {
    return messages.peek();
  }

  /** The next one; {@code null} if there is none. */
  byte[] poll() {
    byte[] message = messages.poll();
    bytes -= message == null ? 0 : message.length;
    return message;
  }

  void clear() {
    messages.clear();
    bytes = 0;
  }
}
