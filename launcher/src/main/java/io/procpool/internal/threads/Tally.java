package io.procpool.internal.threads;

import io.procpool.PoolEvent.TasksEnded;
import io.procpool.PoolWorker;

/**
 * Short tasks that a worker has brought to their end one behind the other, to be told together: an
 * event for each would cost as much as they do. Guarded by the crew's monitor.
 */
final class Tally {

  private long job;
  private int tasks;
  private int failed;
  private long nanos;

  /** Whether a task of a job can be counted in. */
  boolean isOf(long number) {
    return tasks == 0 || job == number;
  }

  void add(long number, boolean hasFailed, long itsNanos) {
    job = number;
    tasks++;
    failed += hasFailed ? 1 : 0;
    nanos += itsNanos;
  }

  /** What has been counted since the last time. */
  TasksEnded take(PoolWorker worker) {
    TasksEnded event = new TasksEnded(worker, job, tasks, failed, nanos);
    tasks = 0;
    failed = 0;
    nanos = 0;
    return event;
  }
}
