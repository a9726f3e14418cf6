package io.procpool;

/**
 * How many items travel to a worker at a time. Results never depend on it.
 *
 * <pre>{@code
 * pool.map(Page::render, pages, MapOptions.DEFAULT.withChunkSize(ChunkSize.python()));
 * }</pre>
 *
 * <p>Immutable.
 *
 * @param rule how the size is found
 * @param size the size of a {@link Rule#FIXED} chunk, in items; otherwise 0
 */
public record ChunkSize(Rule rule, int size) {

  /** How the size of a chunk is found. */
  public enum Rule {
    /** From the time that the tasks of the job have taken so far. */
    ADAPTIVE,
    /** Given. */
    FIXED,
    /** As CPython's {@code Pool.map} does. */
    PYTHON
  }

  /**
   * Checks what was asked for.
   *
   * @param rule how the size is found
   * @param size in items, for a fixed size
   * @throws IllegalArgumentException if a fixed size is less than 1
   */
  public ChunkSize {
    if (rule == Rule.FIXED && size < 1) {
      throw new IllegalArgumentException("chunk size must be 1 or more, was " + size);
    }
  }

  /**
   * Chunks of about 10 ms of work, by measurement. The default.
   *
   * @return the rule
   */
  public static ChunkSize adaptive() {
    return new ChunkSize(Rule.ADAPTIVE, 0);
  }

  /**
   * Chunks of a given size. Several of them travel together while that is less than 100
   * microseconds of work: sending would take longer than running.
   *
   * @param size in items
   * @return the rule
   * @throws IllegalArgumentException if it is less than 1
   */
  public static ChunkSize fixed(int size) {
    return new ChunkSize(Rule.FIXED, size);
  }

  /**
   * {@code ceil(items / (4 * processes))}, for an input that is a {@link java.util.Collection}; 1
   * for any other. Source: CPython 3.13, {@code multiprocessing/pool.py}, {@code _map_async}.
   *
   * @return the rule
   */
  public static ChunkSize python() {
    return new ChunkSize(Rule.PYTHON, 0);
  }
}
