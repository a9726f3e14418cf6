package io.procpool.internal.calls;

import io.procpool.ChunkSize;
import io.procpool.MapOptions;

/** Says how many items the next chunk should have. Used by one feeder. */
final class ChunkCutter {

  /** What a chunk should take: long against a message, short against a person's patience. */
  private static final long TARGET_NANOS = 10_000_000;

  /** Past this a larger chunk gains nothing. */
  private static final int MAX_SIZE = 16 * 1024;

  /**
   * The next chunk is at most this much larger: the first tasks of a job are slow, and untypical.
   */
  private static final int MAX_GROWTH = 4;

  /**
   * Chunks get smaller towards a known end, so that workers end together, but not below this: what
   * is left is shared out by recalls.
   */
  private static final long LAST_NANOS = 1_000_000;

  /** No chunk is a larger part of what is left than one in so many for each process. */
  private static final int SHARES = 2;

  /**
   * Chunks of a given size travel together while this is more than they take: that nobody can see,
   * and each of them alone would cost more to send than to run.
   */
  private static final long TOGETHER_NANOS = 100_000;

  private final ChunkSize chunkSize;
  private final int processes;
  private final int items;
  private final int largest;

  /** What the last chunk had: items, or chunks of the size that was asked for. */
  private int adapted = 1;

  private ChunkCutter(ChunkSize chunkSize, int processes, int items, int largest) {
    this.chunkSize = chunkSize;
    this.processes = processes;
    this.items = items;
    this.largest = largest;
  }

  /**
   * @param items how many there are, or -1 if that is not known
   */
  static ChunkCutter of(MapOptions options, int processes, int items) {
    int most = Math.min(items < 0 ? MAX_SIZE : items, options.window().orElse(MAX_SIZE));
    int largest = Math.min(most / (SHARES * processes), MAX_SIZE);
    return new ChunkCutter(options.chunkSize(), processes, items, Math.max(1, largest));
  }

  /**
   * @param nanosPerTask how long a task of the job has taken of late; 0 if that is not known
   * @param pulled how many items are in the chunks before
   */
  int next(long nanosPerTask, long pulled) {
    return switch (chunkSize.rule()) {
      case FIXED -> chunkSize.size() * together(nanosPerTask);
      case PYTHON -> pythonSize();
      case ADAPTIVE -> adapt(nanosPerTask, pulled);
    };
  }

  /** What of the next chunk must come together, whatever room there is: more than that need not. */
  int unit(int next) {
    return chunkSize.rule() == ChunkSize.Rule.FIXED ? chunkSize.size() : next;
  }

  /** How many chunks of the size that was asked for travel as one. */
  private int together(long nanosPerTask) {
    if (nanosPerTask > 0) {
      long wanted = TOGETHER_NANOS / nanosPerTask / chunkSize.size();
      long most = Math.min((long) adapted * MAX_GROWTH, largest / chunkSize.size());
      adapted = (int) Math.max(1, Math.min(wanted, most));
    }
    return adapted;
  }

  private int pythonSize() {
    return (int) Math.max(1, (items + 4L * processes - 1) / (4L * processes));
  }

  private int adapt(long nanosPerTask, long pulled) {
    if (nanosPerTask > 0) {
      long wanted = Math.min(TARGET_NANOS / nanosPerTask, (long) adapted * MAX_GROWTH);
      long share = items < 0 ? MAX_SIZE : (items - pulled) / (SHARES * processes);
      long most = Math.max(share, LAST_NANOS / nanosPerTask);
      adapted = (int) Math.max(1, Math.min(Math.min(wanted, most), largest));
    }
    return adapted;
  }
}
