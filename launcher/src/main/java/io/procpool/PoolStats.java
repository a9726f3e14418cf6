package io.procpool;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a pool is doing, and has done: all of it at one moment.
 *
 * <pre>{@code
 * PoolStats stats = pool.stats();
 * log.info(stats.tasksDone() + " done, " + stats.tasksQueued() + " to do");
 * }</pre>
 *
 * <p>Immutable.
 *
 * @param processes how many workers there are to be
 * @param workers those that there are, by their slots; none in a {@link SerialPool}
 * @param tasksDone how many have given a result
 * @param tasksFailed how many have failed, and were not tried again
 * @param tasksRunning how many run
 * @param tasksQueued how many wait, in the pool or with their worker; what has not been pulled from
 *     its input is not counted
 * @param restarts how many workers have taken the place of one that had ended
 */
public record PoolStats(
    int processes,
    List<WorkerStats> workers,
    long tasksDone,
    long tasksFailed,
    long tasksRunning,
    long tasksQueued,
    long restarts) {

  /**
   * Keeps a copy of the list.
   *
   * @param processes how many workers there are to be
   * @param workers those that there are
   * @param tasksDone how many have given a result
   * @param tasksFailed how many have failed
   * @param tasksRunning how many run
   * @param tasksQueued how many wait
   * @param restarts how many workers have taken the place of another
   */
  public PoolStats {
    workers = List.copyOf(workers);
  }

  /**
   * {@return how many workers are in a state}
   *
   * @param state the one that is asked for
   */
  public int workers(State state) {
    return (int) workers.stream().filter(worker -> worker.state() == state).count();
  }

  /**
   * One worker: a process, or in a {@link ThreadPool} a thread of this one.
   *
   * @param worker its name, slot and process
   * @param state what it is at
   * @param tasksEnded how many it has brought to their end, well or not
   * @param residentBytes what its process holds in memory; 0 if that cannot be known, or if it has
   *     no process of its own
   * @param running how long its task has been running, if one runs
   */
  public record WorkerStats(
      PoolWorker worker,
      State state,
      long tasksEnded,
      long residentBytes,
      Optional<Duration> running) {}

  /** What a worker is at. */
  public enum State {
    /** It cannot be given tasks yet. */
    STARTING,
    /** It has nothing to do. */
    IDLE,
    /** It has tasks. */
    BUSY,
    /** It finishes what it runs, and ends. */
    ENDING
  }
}
