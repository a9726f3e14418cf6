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

  private final ChunkSize chunkSize;
  private final int largest;
  private final int pythonSize;
  private int adapted = 1;

  private ChunkCutter(ChunkSize chunkSize, int largest, int pythonSize) {
    this.chunkSize = chunkSize;
    this.largest = largest;
    this.pythonSize = pythonSize;
  }

  /**
   * @param items how many there are, or -1 if that is not known
   */
  static ChunkCutter of(MapOptions options, int processes, int items) {
    int perProcess = items < 0 ? MAX_SIZE : items / (2 * processes);
    int largest = Math.min(perProcess, options.window().orElse(MAX_SIZE) / (2 * processes));
    int pythonSize = items < 0 ? 1 : (int) ((items + 4L * processes - 1) / (4L * processes));
    return new ChunkCutter(options.chunkSize(), Math.max(1, largest), Math.max(1, pythonSize));
  }

  /**
   * @param nanosPerTask how long a task of the job has taken of late; 0 if that is not known
   */
  int next(long nanosPerTask) {
    return switch (chunkSize.rule()) {
      case FIXED -> chunkSize.size();
      case PYTHON -> pythonSize;
      case ADAPTIVE -> adapt(nanosPerTask);
    };
  }

  private int adapt(long nanosPerTask) {
    if (nanosPerTask > 0) {
      long wanted = Math.min(TARGET_NANOS / nanosPerTask, (long) adapted * MAX_GROWTH);
      adapted = (int) Math.max(1, Math.min(wanted, Math.min(largest, MAX_SIZE)));
    }
    return adapted;
  }
}
