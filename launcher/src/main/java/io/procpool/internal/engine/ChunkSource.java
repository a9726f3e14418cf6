package io.procpool.internal.engine;

/**
 * The input of a job, cut into chunks as they are asked for.
 *
 * @param <T> an item
 */
public interface ChunkSource<T> {

  /**
   * Adds the next items to a chunk, and blocks while the job may not run further ahead. One that
   * adds none has ended. Called on the feeder alone; runs the user's iterator.
   */
  void fill(ChunkBuilder<T> chunk) throws InterruptedException;

  /** Nothing more will be taken: a fill that waits returns. From any thread; does not block. */
  void cancel();

  /**
   * The engine is closing. A source that waits for a reader, who may never come, ends here and now.
   *
   * @return whether it has ended; otherwise the engine waits for its own end
   */
  boolean endsOnClose();

  /**
   * A chunk that is being filled.
   *
   * @param <T> an item
   */
  interface ChunkBuilder<T> {

    /**
     * Says how many items will be added at most. What comes slowly may be taken before all have.
     */
    void expect(int items);

    /** Adds an item; what it holds may be changed afterwards. */
    void add(T item);

    /**
     * Whether no more items may be added, for they are large enough, or one could not be encoded.
     */
    boolean isFull();

    /** What was added, in bytes, if that is known; wherever they are. */
    long size();

    /** How long a task of this job has taken of late, in nanoseconds; 0 while no task has ended. */
    long nanosPerTask();
  }
}
