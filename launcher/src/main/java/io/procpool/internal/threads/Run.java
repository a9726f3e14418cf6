package io.procpool.internal.threads;

import io.procpool.ProcpoolException;
import io.procpool.task.RemoteException;
import java.time.Duration;
import java.util.concurrent.Future;

/**
 * A task that a worker runs. What the worker and the clock both decide on, its end, is guarded by
 * its monitor: the first of them has it.
 *
 * <pre>
 *   RUNNING -- it ends --> ENDED
 *      |-- limit passes, or it is cancelled: interrupted -- grace --> ABANDONED with its worker
 * </pre>
 */
final class Run<T, R> implements Runnable {

  private final ThreadJob<T, R> job;
  private final Task<T, R> task;
  private final ThreadWorker worker;
  private final Clock clock;
  private final long startNanos = System.nanoTime();
  private Future<?> alarm;
  private boolean isEnded;
  private boolean isInterrupted;

  /** {@code null} as long as it is not over its limit. */
  private Throwable place;

  Run(ThreadJob<T, R> job, Task<T, R> task, ThreadWorker worker, Clock clock) {
    this.job = job;
    this.task = task;
    this.worker = worker;
    this.clock = clock;
  }

  ThreadJob<T, R> job() {
    return job;
  }

  ThreadWorker worker() {
    return worker;
  }

  /** How long it has been running. */
  long nanos() {
    return System.nanoTime() - startNanos;
  }

  Task<T, R> task() {
    return task;
  }

  /**
   * On the worker's thread. Whatever happens between tasks, such as a heap that is full, must not
   * make a job wait.
   */
  @Override
  public void run() {
    try {
      perform();
    } catch (Throwable e) {
      job.lose(new ProcpoolException("A result could not be told: " + e, e));
    }
  }

  private void perform() {
    Duration limit = job.work.terms().taskLimit();
    alarm = limit == null ? null : clock.after(limit.toNanos(), this::onOver);
    Attempt<R> attempt = task.run(worker.context());
    if (alarm != null) {
      alarm.cancel(false);
    }
    if (end()) {
      boolean isOver = place != null;
      job.onEnded(this, isOver ? overrun("It was interrupted.") : attempt);
    }
  }

  /** It is interrupted, and abandoned with its worker if it does not end within the grace. */
  void stop() {
    synchronized (this) {
      if (isEnded || isInterrupted) {
        return;
      }
      isInterrupted = true;
      worker.interrupt();
    }
    clock.after(job.grace().toNanos(), this::abandon);
  }

  private void onOver() {
    synchronized (this) {
      if (!isEnded) {
        place = worker.place();
      }
    }
    stop();
  }

  private void abandon() {
    if (end()) {
      String late = "did not end within its grace of " + job.grace();
      worker.abandon("task " + task.index + " was interrupted, and " + late);
      job.onEnded(
          this, overrun("It was interrupted, " + late + ", and was abandoned with its thread."));
    }
  }

  /** Whether whoever asks is to say how it ended. */
  private synchronized boolean end() {
    boolean isMine = !isEnded;
    isEnded = true;
    return isMine;
  }

  /** Also of a task that was cancelled, of which nobody will hear. */
  private Attempt<R> overrun(String ending) {
    Duration limit = job.work.terms().taskLimit();
    return new Attempt<>(
        null, Failure.overrun(limit, worker.context().workerName() + ". " + ending, place));
  }

  /** Where a thread is. */
  static Throwable placeOf(Thread thread) {
    RemoteException place =
        new RemoteException(
            "the stack of " + thread.getName() + " when its time was up", null, null);
    place.setStackTrace(thread.getStackTrace());
    return place;
  }
}
