package io.procpool.internal.engine;

/**
 * How long a task of a job, or of several, takes of late: the mean of the last measurements, each
 * of which counts half of the one behind it.
 *
 * <p>Times and numbers are added up before they are divided: a slow task among many fast ones
 * counts for what it is in their mean, however few came with it, and so does not make chunks of
 * one. The memory is short, for a job's first tasks are slow and come one by one: were they
 * remembered for long, chunks would stay small.
 */
public final class TaskTime {

  /** Of whoever owns the job's state. */
  private double nanos;

  private double tasks;

  /** Volatile: measured by the owner, asked by the feeder. */
  private volatile long nanosPerTask;

  /**
   * @param measured how long some tasks took; 0 if that is not known
   */
  public void add(long measured, int number) {
    if (measured > 0) {
      nanos = nanos / 2 + measured;
      tasks = tasks / 2 + number;
      nanosPerTask = Math.max(1, (long) (nanos / tasks));
    }
  }

  /** 0 while no task has been measured. */
  public long nanosPerTask() {
    return nanosPerTask;
  }
}
