package io.procpool.internal.calls;

import java.util.OptionalInt;

/**
 * How far the input may be pulled ahead of the results that were taken: so many items, and no more
 * than they and their results may take of the heap. The feeder waits on it; the engine's thread
 * tells it of results, the reader of those it took. Its lock is between these three.
 */
final class Window {

  private static final int MIN_ITEMS_PER_PROCESS = 256;

  /** For all processes: very many of them have short work, or little of it. */
  private static final long MOST_ITEMS = 16 * 1024;

  /**
   * With a worker two of them run or wait; the others are being encoded, on their way, or decoded.
   */
  private static final int MIN_CHUNKS_PER_PROCESS = 4;

  /** While the size of a result is not known, it might be large. */
  private static final int FIRST_ITEMS_PER_PROCESS = 8;

  private static final long MAX_BYTES = 64L * 1024 * 1024;

  /** What is decoded is larger than its encoding, and the heap is the caller's. */
  private static final int HEAP_SHARE = 8;

  /** A newer result counts for a quarter of the expected size of those to come. */
  private static final int SIZES_KEPT = 4;

  private final OptionalInt asked;
  private final int processes;
  private final long maxBytes;
  private long items;
  private long itemBytes;
  private long bytesPerResult;
  private boolean hasResult;
  private boolean isOpen = true;

  /**
   * How few items must be out for the feeder to go on: woken for each, it would pull one by one.
   */
  private long resumeAt;

  /**
   * @param asked how many items; if empty, 256 for each process, but no more than 16,384 for all of
   *     them, or four chunks for each process, whichever is more
   */
  Window(OptionalInt asked, int processes) {
    this(asked, processes, Math.min(MAX_BYTES, Runtime.getRuntime().maxMemory() / HEAP_SHARE));
  }

  Window(OptionalInt asked, int processes, long maxBytes) {
    this.asked = asked;
    this.processes = processes;
    this.maxBytes = maxBytes;
  }

  /**
   * Waits until another chunk may be pulled. If nothing is out it may, whatever its size.
   *
   * @return false if nothing will be pulled any more
   */
  synchronized boolean awaitRoom(int chunkSize) throws InterruptedException {
    while (isOpen && items > 0 && isFullFor(chunkSize)) {
      resumeAt = items - Math.max(1, items / 4);
      wait();
    }
    return isOpen;
  }

  /**
   * How many items of a chunk may be pulled at once: as many as there is room for their results, if
   * these are as large as those that came; and of the units that it is made of, none that the room
   * for items ends before.
   */
  synchronized int fitting(int chunkSize, int unit) {
    long room = maxBytes - itemBytes - items * bytesPerResult;
    long most = Math.min(chunkSize, room / Math.max(1, bytesPerResult));
    if (asked.isPresent()) {
      long units = Math.max(1, (asked.getAsInt() - items + unit - 1) / unit);
      most = Math.min(most, units * unit);
    }
    return (int) Math.max(1, most);
  }

  /** Items are about to be pulled: the first of them may be read before the last has come. */
  synchronized void onPull(int wanted) {
    items += wanted;
  }

  /**
   * They have been pulled.
   *
   * @param missing how many of them did not come
   * @param bytes what the others hold
   */
  synchronized void onPulled(int missing, long bytes) {
    items -= missing;
    itemBytes += bytes;
  }

  synchronized void onArrived(int results, long bytes) {
    long arrived = bytes / Math.max(1, results);
    bytesPerResult = hasResult ? bytesPerResult + (arrived - bytesPerResult) / SIZES_KEPT : arrived;
    if (!hasResult) {
      hasResult = true;
      notifyAll();
    }
  }

  synchronized void onRead(int results) {
    itemBytes -= itemBytes * results / Math.max(1, items);
    items -= results;
    if (items <= resumeAt) {
      notifyAll();
    }
  }

  /** Nothing more will be pulled. */
  synchronized void close() {
    isOpen = false;
    notifyAll();
  }

  private boolean isFullFor(int chunkSize) {
    return items >= maxItems(chunkSize) || itemBytes + items * bytesPerResult >= maxBytes;
  }

  private long maxItems(int chunkSize) {
    long each = hasResult ? MIN_ITEMS_PER_PROCESS : FIRST_ITEMS_PER_PROCESS;
    long chunks = (long) MIN_CHUNKS_PER_PROCESS * chunkSize;
    long unasked = Math.max(Math.min(processes * each, MOST_ITEMS), processes * chunks);
    if (asked.isEmpty()) {
      return unasked;
    }
    return hasResult ? asked.getAsInt() : Math.min(asked.getAsInt(), unasked);
  }
}
