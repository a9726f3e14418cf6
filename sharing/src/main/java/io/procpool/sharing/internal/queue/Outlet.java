package io.procpool.sharing.internal.queue;

import io.procpool.sharing.internal.memory.Block;
import io.procpool.sharing.internal.memory.Parts;
import io.procpool.sharing.internal.waiting.Guard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The end where items come out. Safe for use by several threads. */
final class Outlet {

  static final int LENGTH = 64;

  private final Guard guard;
  private final Marks marks;
  private final Rings rings;
  private final Parts parts;

  Outlet(Block block, int at, Marks marks) {
    this.guard = new Guard(block.bytes(), at);
    this.marks = marks;
    this.parts = new Parts(block);
    this.rings = new Rings(parts);
  }

  /**
   * Takes the first item; {@code null} if there is none. It is read first: what cannot be read
   * stays.
   */
  byte[] take() throws IOException {
    guard.enter();
    try {
      Mark takes = skipEnded(marks.takes());
      if (takes.count() == marks.puts().count()) {
        return null;
      }
      Ring ring = ring(takes);
      byte[] bytes = ring.bytes(takes.at());
      byte[] item = ring.isInFile(takes.at()) ? parts.read(name(bytes)) : bytes;
      marks.setTakes(takes.behind(Ring.units(bytes.length)));
      if (item != bytes) {
        parts.remove(name(bytes));
      }
      return item;
    } finally {
      guard.exit();
    }
  }

  /** The first items, which stay where they are; {@code most} of them at most. */
  List<byte[]> look(int most) throws IOException {
    List<byte[]> items = new ArrayList<>();
    guard.enter();
    try {
      Mark puts = marks.puts();
      Mark at = marks.takes();
      for (int left = Math.min(most, puts.itemsSince(at)); left > 0; left--) {
        at = behindEnded(at);
        Ring ring = ring(at);
        byte[] bytes = ring.bytes(at.at());
        items.add(ring.isInFile(at.at()) ? parts.read(name(bytes)) : bytes);
        at = at.behind(Ring.units(bytes.length));
      }
      return items;
    } finally {
      guard.exit();
    }
  }

  /** Rings that are read to their end go first, while nobody needs them, and the mark then. */
  private Mark skipEnded(Mark takes) {
    Mark first = behindEnded(takes);
    if (first != takes) {
      for (int ring = takes.ring(); ring < first.ring(); ring++) {
        rings.remove(ring);
      }
      marks.setTakes(first);
    }
    return first;
  }

  private Mark behindEnded(Mark mark) {
    Mark at = mark;
    while (at.ring() < marks.puts().ring() && at.at() == marks.end(at.ring())) {
      at = at.nextRing();
    }
    return at;
  }

  private Ring ring(Mark mark) throws IOException {
    Ring ring = rings.get(mark.ring());
    rings.keep(ring);
    return ring;
  }

  private static String name(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}
