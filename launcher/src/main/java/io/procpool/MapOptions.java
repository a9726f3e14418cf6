package io.procpool;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * How a {@code map} is carried out. Immutable.
 *
 * <pre>{@code
 * pool.imap(Page::render, pages, MapOptions.DEFAULT.withChunkSize(1).withWindow(16));
 * }</pre>
 *
 * @param chunkSize how many items travel at a time; adaptive by default
 * @param window how many items may be pulled from the input beyond the results that were taken; by
 *     default at least 256 or two chunks for each process, whichever is more. Whatever it is, no
 *     more than an eighth of the heap, and 64 MiB, of encoded items and untaken results is held
 */
public record MapOptions(ChunkSize chunkSize, OptionalInt window) {

  /** Adaptive chunks, the default window. */
  public static final MapOptions DEFAULT =
      new MapOptions(ChunkSize.adaptive(), OptionalInt.empty());

  public MapOptions {
    Objects.requireNonNull(chunkSize, "chunkSize");
    if (window.isPresent() && window.getAsInt() < 1) {
      throw new IllegalArgumentException("window must be 1 or more, was " + window.getAsInt());
    }
  }

  /** These options with chunks of a fixed number of items. */
  public MapOptions withChunkSize(int items) {
    return withChunkSize(ChunkSize.fixed(items));
  }

  /** These options with another rule for chunks. */
  public MapOptions withChunkSize(ChunkSize size) {
    return new MapOptions(size, window);
  }

  /** These options with a window of a number of items. */
  public MapOptions withWindow(int items) {
    return new MapOptions(chunkSize, OptionalInt.of(items));
  }
}
