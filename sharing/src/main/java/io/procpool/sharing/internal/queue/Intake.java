package io.procpool.sharing.internal.queue;

import io.procpool.sharing.internal.memory.Block;
import io.procpool.sharing.internal.memory.Parts;
import io.procpool.sharing.internal.waiting.Guard;
import java.io.IOException;

/** The end where items go in. Safe for use by several threads. */
final class Intake {

  static final int LENGTH = 64;

  private final Guard guard;
  private final Marks marks;
  private final Rings rings;

  Intake(Block block, int at, Marks marks) {
    this.guard = new Guard(block.bytes(), at);
    this.marks = marks;
    this.rings = new Rings(new Parts(block));
  }

  /**
   * Puts an item behind all others.
   *
   * @return false if there are as many as there may be
   */
  boolean put(Entry entry) throws IOException {
    guard.enter();
    try {
      if (marks.isFull()) {
        return false;
      }
      Mark puts = marks.puts();
      Ring ring = rings.get(puts.ring());
      if (puts.unitsSince(marks.takes()) + entry.units() <= ring.units()) {
        ring.put(puts.at(), entry);
      } else {
        ring = following(puts);
        puts = puts.nextRing();
        ring.put(0, entry);
      }
      marks.setPuts(puts.behind(entry.units()));
      rings.keep(ring);
      return true;
    } finally {
      guard.exit();
    }
  }

  /** It counts when the mark says so: before, whoever comes next makes it anew. */
  private Ring following(Mark puts) throws IOException {
    if (puts.ring() == Mark.LAST_RING) {
      throw new IOException("1 GiB of items waits in it, and nobody takes them");
    }
    Ring ring = rings.create(puts.ring() + 1);
    marks.setEnd(puts.ring(), puts.at());
    return ring;
  }
}
