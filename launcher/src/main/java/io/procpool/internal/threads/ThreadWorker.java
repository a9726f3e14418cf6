package io.procpool.internal.threads;

import io.procpool.PoolStats.State;
import io.procpool.PoolStats.WorkerStats;
import io.procpool.PoolWorker;
import io.procpool.context.WorkerContext;
import io.procpool.internal.engine.Charge;
import io.procpool.internal.engine.Turns;
import java.time.Duration;
import java.util.Optional;

/** A thread of a pool, and its place there. */
final class ThreadWorker implements Runnable {

  final int slot;
  private final Crew crew;
  private final Duties duties;

  /** Guarded by the crew. */
  long tasksEnded;

  final Tally tally = new Tally();
  private final long startNanos = System.nanoTime();

  /** Volatile: set as the thread begins, used by those that interrupt what it runs. */
  private volatile Thread thread;

  /** Volatile for the same reason. */
  private volatile WorkerContext context;

  /** Of what it runs; {@code null} if it runs nothing. Guarded by the crew's monitor. */
  private Charge<ThreadJob<?, ?>> charge;

  private long sinceNanos;

  ThreadWorker(int slot, Crew crew, Duties duties) {
    this.slot = slot;
    this.crew = crew;
    this.duties = duties;
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    context = new WorkerContext(thread.getName(), slot);
    try {
      duties.begin(this, crew);
      for (Runnable step = crew.next(this); step != null; step = crew.next(this)) {
        step.run();
        Thread.interrupted(); // it was meant for the task that has ended
      }
      if (crew.has(this)) {
        duties.end(this);
      }
    } finally {
      WorkerHooks.closeState(context);
      crew.leave(this);
    }
  }

  void onCharged(Charge<ThreadJob<?, ?>> its, long nanos) {
    charge = its;
    sinceNanos = nanos;
  }

  /** What it ran has ended, or is nobody's any more. */
  void settle(Turns<ThreadJob<?, ?>> turns, long nanos) {
    if (charge != null) {
      turns.ended(charge, 1, Math.max(1, nanos - sinceNanos));
      charge = null;
    }
  }

  WorkerContext context() {
    return context;
  }

  void interrupt() {
    thread.interrupt();
  }

  Throwable place() {
    return Run.placeOf(thread);
  }

  /** What it runs is nobody's any more, and another takes its place. */
  void abandon(String reason) {
    crew.abandon(this, reason);
  }

  PoolWorker identity() {
    return new PoolWorker(context.workerName(), slot, context.pid());
  }

  /** Since it was started. */
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  /** Whether it has a name yet. */
  boolean hasBegun() {
    return context != null;
  }

  /**
   * @param run what it runs, or {@code null}
   */
  WorkerStats stats(Run<?, ?> run) {
    return new WorkerStats(
        identity(),
        run == null ? State.IDLE : State.BUSY,
        tasksEnded,
        0,
        Optional.ofNullable(run).map(it -> Duration.ofNanos(it.nanos())));
  }
}
