package io.procpool.internal.threads;

import io.procpool.PoolEvent.Recycling;
import io.procpool.PoolEvent.TasksEnded;
import io.procpool.PoolEvent.WorkerDied;
import io.procpool.PoolEvent.WorkerRecycled;
import io.procpool.PoolEvent.WorkerReplaced;
import io.procpool.PoolEvent.WorkerStarted;
import io.procpool.PoolWorker;
import io.procpool.internal.observing.Observers;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Counts what a pool of threads does, and tells whoever observes it. While nobody does, no event is
 * made. Guarded by the crew's monitor.
 */
final class Observation {

  /** A task that takes so long is told alone. */
  private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Observers observers;

  /**
   * Virtual threads come and go with their tasks: of them only those are told that are abandoned.
   */
  private final boolean areBrief;

  /** By their slots, the workers that have ended there and have no successor yet. */
  private final Map<Integer, PoolWorker> gone = new HashMap<>();

  /** Those with a tally that waits to be told. */
  private final Set<ThreadWorker> untold = new LinkedHashSet<>();

  private long done;
  private long failed;
  private long restarts;

  Observation(Observers observers, boolean areBrief) {
    this.observers = observers;
    this.areBrief = areBrief;
  }

  /** It can be given tasks. */
  void onStarted(ThreadWorker worker) {
    PoolWorker former = gone.remove(worker.slot);
    restarts += former == null ? 0 : 1;
    if (observers.areThere() && !areBrief) {
      observers.tell(new WorkerStarted(worker.identity(), worker.age()));
    }
    if (observers.areThere() && former != null) {
      observers.tell(new WorkerReplaced(former, worker.identity()));
    }
  }

  /** It has had nothing to do, or is too many, and ends. */
  void onEnd(ThreadWorker worker, Recycling why) {
    tell(worker);
    if (!areBrief) {
      gone.put(worker.slot, worker.identity());
      if (observers.areThere()) {
        observers.tell(new WorkerRecycled(worker.identity(), why, worker.tasksEnded));
      }
    }
  }

  /** It is no worker any more, whatever its thread still does. */
  void onDied(ThreadWorker worker, String reason) {
    tell(worker);
    gone.put(worker.slot, worker.identity());
    if (observers.areThere()) {
      observers.tell(new WorkerDied(worker.identity(), null, reason));
    }
  }

  /** A task has ended for good. */
  void onEnded(Run<?, ?> run, boolean hasFailed) {
    count(1, hasFailed);
    if (!observers.areThere()) {
      return;
    }
    ThreadWorker worker = run.worker();
    long job = run.job().number;
    long nanos = run.nanos();
    if (nanos >= LONG_NANOS) {
      tell(worker);
      observers.tell(new TasksEnded(worker.identity(), job, 1, hasFailed ? 1 : 0, nanos));
    } else {
      note(worker, job, hasFailed, nanos);
    }
  }

  /** Tasks have failed that no worker has had, or whose worker was abandoned. */
  void onFailed(ThreadJob<?, ?> job, int tasks) {
    count(tasks, true);
    if (observers.areThere() && tasks > 0) {
      observers.tell(new TasksEnded(null, job.number, tasks, tasks, 0));
    }
  }

  /** The pool has ended. */
  void onClosed() {
    tellAll();
  }

  long done() {
    return done;
  }

  long failed() {
    return failed;
  }

  /** How many workers have taken the place of one that had ended. */
  long restarts() {
    return restarts;
  }

  private void count(int tasks, boolean haveFailed) {
    done += haveFailed ? 0 : tasks;
    failed += haveFailed ? tasks : 0;
  }

  private void note(ThreadWorker worker, long job, boolean hasFailed, long nanos) {
    if (!worker.tally.isOf(job)) {
      tell(worker);
    }
    worker.tally.add(job, hasFailed, nanos);
    if (untold.add(worker) && untold.size() == 1) {
      observers.soon(this::tellAll);
    }
  }

  private void tellAll() {
    for (ThreadWorker worker : untold) {
      observers.tell(worker.tally.take(worker.identity()));
    }
    untold.clear();
    observers.passOn();
  }

  private void tell(ThreadWorker worker) {
    if (untold.remove(worker)) {
      observers.tell(worker.tally.take(worker.identity()));
    }
  }
}
