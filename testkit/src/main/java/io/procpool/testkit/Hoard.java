package io.procpool.testkit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Takes memory. */
final class Hoard {

  private static final int PIECE = 1 << 20;

  /** What is left between large pieces is filled with small ones. */
  private static final int SMALL_PIECE = 1 << 10;

  private static final Queue<ByteBuffer> KEPT = new ConcurrentLinkedQueue<>();

  private Hoard() {}

  static <R> R fillHeap() {
    List<byte[]> hoard = new ArrayList<>();
    try {
      while (true) {
        hoard.add(new byte[PIECE]);
      }
    } catch (OutOfMemoryError e) {
      while (true) {
        hoard.add(new byte[SMALL_PIECE]);
      }
    }
  }

  static void keep(long bytes) {
    for (long kept = 0; kept < bytes; kept += PIECE) {
      KEPT.add(ByteBuffer.allocateDirect(PIECE)); // which writes zeros: it is resident
    }
  }
}
