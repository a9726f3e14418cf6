package io.procpool.sharing.internal.wires;

import io.procpool.internal.workers.ChildJvm;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Junctions of this JVM where messages may wait that a socket would keep when this JVM has ended:
 * so it waits for them, as long as somebody may still receive them.
 */
final class Unsent {

  /** Concurrent: ends come and connect on any thread. */
  private static final Set<Junction> JUNCTIONS = ConcurrentHashMap.newKeySet();

  static {
    ChildJvm.runLast(Unsent::end);
  }

  private Unsent() {}

  /** From now on the end of this JVM waits for them, and then ends its exchange. */
  static void prepare() {
    // the class has been initialized
  }

  static void add(Junction junction) {
    JUNCTIONS.add(junction);
  }

  static void remove(Junction junction) {
    JUNCTIONS.remove(junction);
  }

  private static void end(boolean isBySignal) {
    try {
      for (Junction junction : isBySignal ? Set.<Junction>of() : JUNCTIONS) {
        junction.awaitSent();
      }
      Exchange.end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody interrupts a hook
    }
  }
}
