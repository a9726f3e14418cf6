package io.procpool;

import java.time.Duration;

/**
 * Something that has happened in a {@link Pool}, for its {@link PoolListener}. Immutable.
 *
 * <pre>{@code
 * @Override
 * public void onWorkerRecycled(PoolEvent.WorkerRecycled event) {
 *   log.info(event.worker() + " is recycled behind " + event.tasks() + " tasks: " + event.why());
 * }
 * }</pre>
 */
public sealed interface PoolEvent {

  /**
   * Tells it to a listener.
   *
   * @param listener one of whose methods is called, on this thread
   */
  void tellTo(PoolListener listener);

  /**
   * A worker can be given tasks.
   *
   * @param worker that is ready
   * @param took from its start, with the pool's initializer
   */
  record WorkerStarted(PoolWorker worker, Duration took) implements PoolEvent {

    @Override
    public void tellTo(PoolListener listener) {
      listener.onWorkerStarted(this);
    }
  }

  /**
   * A worker has ended that was not asked to, or could not be started.
   *
   * @param worker that has ended
   * @param death how; {@code null} of a thread
   * @param reason such as {@code exit code 42, by System.exit}
   */
  record WorkerDied(PoolWorker worker, WorkerDeath death, String reason) implements PoolEvent {

    @Override
    public void tellTo(PoolListener listener) {
      listener.onWorkerDied(this);
    }
  }

  /**
   * A worker has ended, for the pool asked it to.
   *
   * @param worker that has ended
   * @param why it was asked to
   * @param tasks how many it has run
   */
  record WorkerRecycled(PoolWorker worker, Recycling why, long tasks) implements PoolEvent {

    @Override
    public void tellTo(PoolListener listener) {
      listener.onWorkerRecycled(this);
    }
  }

  /**
   * A worker can be given tasks that has the slot of one that had died or was recycled.
   *
   * @param former the one that has ended
   * @param worker the one that is ready
   */
  record WorkerReplaced(PoolWorker former, PoolWorker worker) implements PoolEvent {

    @Override
    public void tellTo(PoolListener listener) {
      listener.onWorkerReplaced(this);
    }
  }

  /**
   * A worker was given consecutive tasks of a job. What it has not started may be given to another
   * later. The one task of an {@code apply} is given without an event.
   *
   * @param worker that has them
   * @param job its number: one for each call of the pool, in the order in which they came
   * @param firstIndex the index of the first task
   * @param tasks how many
   */
  record ChunkGiven(PoolWorker worker, long job, long firstIndex, int tasks) implements PoolEvent {

    @Override
    public void tellTo(PoolListener listener) {
      listener.onChunkGiven(this);
    }
  }

  /**
   * Some tasks of a job have ended, and will not be tried again. One that takes long is told alone;
   * short ones come together, as they came from their worker.
   *
   * @param worker that ran them; {@code null} if none has brought them to their end: for they could
   *     not be sent, had waited too long, or their worker died
   * @param job as {@link ChunkGiven} has it
   * @param tasks how many
   * @param failed how many of them have failed
   * @param nanos how long all of them ran, in nanoseconds; 0 if that is not known
   */
  record TasksEnded(PoolWorker worker, long job, int tasks, int failed, long nanos)
      implements PoolEvent {

    @Override
    public void tellTo(PoolListener listener) {
      listener.onTasksEnded(this);
    }
  }

  /**
   * The listener was too slow: events were dropped here.
   *
   * @param events how many
   */
  record EventsDropped(long events) implements PoolEvent {

    @Override
    public void tellTo(PoolListener listener) {
      listener.onEventsDropped(this);
    }
  }

  /** Why a worker was asked to end. */
  enum Recycling {
    /** {@link ProcessPoolBuilder#maxTasksPerChild}. */
    MAX_TASKS,
    /** {@link ProcessPoolBuilder#maxChildAge}. */
    MAX_AGE,
    /** {@link ProcessPoolBuilder#maxChildRss}. */
    MAX_RSS,
    /** {@link ProcessPoolBuilder#idleTimeout}. */
    IDLE,
    /** {@link ProcessPool#resize}. */
    RESIZED,
    /** A task of it has filled its heap. */
    FULL_HEAP,
    /** A task of it was interrupted, for it was over its limit or cancelled. */
    TASK_STOPPED
  }
}
