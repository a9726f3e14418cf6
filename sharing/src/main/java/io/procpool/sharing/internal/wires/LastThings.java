package io.procpool.sharing.internal.wires;

import io.procpool.internal.workers.ChildJvm;
import java.io.Closeable;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the end of this JVM has to wait for and to remove: messages in its memory that a socket
 * would keep, as long as somebody may still receive them; then its doors, whose sockets are files.
 */
final class LastThings {

  /** Concurrent, as what is below: ends and doors come and go on any thread. */
  private static final Set<Messages> MESSAGES = ConcurrentHashMap.newKeySet();

  private static final Set<Closeable> DOORS = ConcurrentHashMap.newKeySet();

  static {
    ChildJvm.runLast(LastThings::end);
  }

  private LastThings() {}

  /** Messages that may be in memory. */
  interface Messages {

    /** Waits until they are not, or nobody can receive them any more. */
    void awaitSent() throws InterruptedException;
  }

  static void add(Messages messages) {
    MESSAGES.add(messages);
  }

  static void remove(Messages messages) {
    MESSAGES.remove(messages);
  }

  static void closeAtEnd(Closeable door) {
    DOORS.add(door);
  }

  static void forget(Closeable door) {
    DOORS.remove(door);
  }

  private static void end(boolean isBySignal) {
    try {
      for (Messages messages : isBySignal ? Set.<Messages>of() : MESSAGES) {
        messages.awaitSent();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody interrupts a hook
    }
    DOORS.forEach(Junction::closeQuietly);
  }
}
