package io.procpool.internal.threads;

import io.procpool.WorkerStartException;
import io.procpool.internal.observing.PoolLog;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Future;

/**
 * What the threads of a pool do beside tasks, each in its time: what takes longer is interrupted,
 * and abandoned with its thread if it does not end within the grace. Its monitor guards who is at
 * it: workers begin and end on their own threads, and others stop them.
 */
final class Duties {

  private final String poolName;
  private final ThreadSettings settings;
  private final Clock clock;
  private final Set<ThreadWorker> busy = new HashSet<>();
  private boolean isTerminated;

  Duties(String poolName, ThreadSettings settings, Clock clock) {
    this.poolName = poolName;
    this.settings = settings;
    this.clock = clock;
  }

  /** On a worker's thread, before its first task: runs user code. The pool ends if it fails. */
  void begin(ThreadWorker worker, Crew crew) {
    if (settings.hooks().initializer() == null) {
      crew.onStarted(worker);
      return;
    }
    if (!enter(worker)) {
      return;
    }
    Future<?> alarm =
        clock.after(settings.initializerTimeout().toNanos(), () -> failLate(worker, crew));
    try {
      settings.hooks().begin(worker.context());
      crew.onStarted(worker);
    } catch (Throwable e) {
      fail(worker, crew, "its initializer failed: " + e, e);
    } finally {
      leave(worker, alarm);
    }
  }

  private void failLate(ThreadWorker worker, Crew crew) {
    Duration limit = settings.initializerTimeout();
    String why = "its initializer did not end within its initializerTimeout of " + limit;
    if (isBusy(worker)) {
      fail(worker, crew, why, null);
    }
  }

  private void fail(ThreadWorker worker, Crew crew, String why, Throwable cause) {
    crew.fail(worker, why, new WorkerStartException(poolName + " has ended, for " + why, cause));
  }

  /** On a worker's thread, behind its last task, unless the pool was terminated. */
  void end(ThreadWorker worker) {
    if (settings.hooks().exitHook() == null || !enter(worker)) {
      return;
    }
    Future<?> alarm = clock.after(settings.stopTimeout().toNanos(), () -> stopLate(worker));
    try {
      settings.hooks().end(worker.context());
    } finally {
      leave(worker, alarm);
    }
  }

  private void stopLate(ThreadWorker worker) {
    PoolLog.warn(
        "The exit hook of "
            + worker.context().workerName()
            + " is interrupted: it did not end within the stopTimeout of "
            + settings.stopTimeout());
    stop(worker);
  }

  /** Whoever is at it is stopped, and nobody begins any more. */
  void terminate() {
    Set<ThreadWorker> stopped;
    synchronized (this) {
      isTerminated = true;
      stopped = Set.copyOf(busy);
    }
    stopped.forEach(this::stop);
  }

  private synchronized boolean enter(ThreadWorker worker) {
    return !isTerminated && busy.add(worker);
  }

  private void leave(ThreadWorker worker, Future<?> alarm) {
    synchronized (this) {
      busy.remove(worker);
    }
    if (alarm != null) {
      alarm.cancel(false);
    }
    Thread.interrupted(); // it was meant for this, and not for a task
  }

  private synchronized boolean isBusy(ThreadWorker worker) {
    return busy.contains(worker);
  }

  private void stop(ThreadWorker worker) {
    synchronized (this) {
      if (busy.contains(worker)) {
        worker.interrupt();
      }
    }
    clock.after(
        settings.grace().toNanos(),
        () -> {
          if (isBusy(worker)) {
            worker.abandon("what it ran beside tasks did not end when it was interrupted");
          }
        });
  }
}
