package io.procpool;

/**
 * Is told what happens in a {@link Pool}: what its workers come to, and how its tasks get on. One
 * overrides what one wants to hear of.
 *
 * <pre>{@code
 * ProcessPool pool = ProcessPool.builder().listener(new PoolListener() {
 *   @Override
 *   public void onWorkerDied(PoolEvent.WorkerDied event) {
 *     alerts.raise(event.worker() + ": " + event.reason());
 *   }
 * }).build();
 * }</pre>
 *
 * <p>It is called on a thread of the pool for callbacks, one call at a time, in the order in which
 * things happened; what a worker comes to at once, the rest some dozens of milliseconds later, many
 * together. It may take its time, call the pool and wait for it: the pool never waits for its
 * listener. If more than some thousands of events wait, further ones are dropped, of chunks and
 * tasks first, and counted: {@link #onEventsDropped}. What it throws is logged, the first time.
 *
 * <p>{@link Pool#close()} returns when the listener has been told all, but waits for it no longer
 * than {@link ProcessPoolBuilder#stopTimeout}; {@link Pool#terminate()} interrupts it. At the end
 * of its pool a worker ends without an event.
 *
 * <p>What other pools have less to tell of:
 *
 * <ul>
 *   <li>A {@link ThreadPool} gives no chunks. Its workers are threads: one that is abandoned has
 *       died, one that has had nothing to do for a minute is recycled. Virtual threads come and go
 *       with their tasks, and only those are told of that are abandoned.
 *   <li>A {@link SerialPool} tells of each task, on the thread that has run it.
 * </ul>
 */
public interface PoolListener {

  /**
   * {@link PoolEvent.WorkerStarted}.
   *
   * @param event what has happened
   */
  default void onWorkerStarted(PoolEvent.WorkerStarted event) {
    // not of interest
  }

  /**
   * {@link PoolEvent.WorkerDied}.
   *
   * @param event what has happened
   */
  default void onWorkerDied(PoolEvent.WorkerDied event) {
    // not of interest
  }

  /**
   * {@link PoolEvent.WorkerRecycled}.
   *
   * @param event what has happened
   */
  default void onWorkerRecycled(PoolEvent.WorkerRecycled event) {
    // not of interest
  }

  /**
   * {@link PoolEvent.WorkerReplaced}; behind {@link #onWorkerStarted} of the same worker.
   *
   * @param event what has happened
   */
  default void onWorkerReplaced(PoolEvent.WorkerReplaced event) {
    // not of interest
  }

  /**
   * {@link PoolEvent.ChunkGiven}.
   *
   * @param event what has happened
   */
  default void onChunkGiven(PoolEvent.ChunkGiven event) {
    // not of interest
  }

  /**
   * {@link PoolEvent.TasksEnded}.
   *
   * @param event what has happened
   */
  default void onTasksEnded(PoolEvent.TasksEnded event) {
    // not of interest
  }

  /**
   * {@link PoolEvent.EventsDropped}.
   *
   * @param event what has happened
   */
  default void onEventsDropped(PoolEvent.EventsDropped event) {
    // not of interest
  }
}
