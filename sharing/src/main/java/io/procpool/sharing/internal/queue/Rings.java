package io.procpool.sharing.internal.queue;

import io.procpool.sharing.internal.memory.Parts;
import java.io.IOException;

/** The rings of a queue as one end of it in this process sees them. Guarded by that end's guard. */
final class Rings {

  private final Parts parts;

  /** The one that was used last. */
  private Ring kept;

  Rings(Parts parts) {
    this.parts = parts;
  }

  /** The ring of that number, which the marks say is there. */
  Ring get(int number) throws IOException {
    return kept != null && kept.number() == number
        ? kept
        : new Ring(number, parts.open(name(number)));
  }

  Ring create(int number) throws IOException {
    return new Ring(number, parts.create(name(number), Ring.length(number)));
  }

  /** The marks say that it is there. */
  void keep(Ring ring) {
    kept = ring;
  }

  void remove(int number) {
    parts.remove(name(number));
  }

  private static String name(int number) {
    return "ring" + number;
  }
}
