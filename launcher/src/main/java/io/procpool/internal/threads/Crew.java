package io.procpool.internal.threads;

import io.procpool.PoolClosedException;
import io.procpool.PoolEvent.Recycling;
import io.procpool.PoolStats;
import io.procpool.PoolStats.WorkerStats;
import io.procpool.ProcpoolException;
import io.procpool.WorkerStartException;
import io.procpool.internal.engine.Turns;
import io.procpool.internal.observing.Announcer;
import io.procpool.internal.observing.Observers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The threads of a pool, and the jobs that take turns for them. Its monitor guards its own state
 * and that of its jobs: workers take what is next themselves, for an owner thread would cost each
 * task two hand-overs.
 */
final class Crew {

  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final String name;
  private final ThreadFactory threads;
  private final Clock clock;
  private final Duties duties;

  /** After this a worker that has nothing to do ends. */
  private final long idleNanos;

  /** How many workers there may be. */
  private int size;

  /** One place for each of them, and for each that a smaller pool has not yet lost. */
  private ThreadWorker[] slots;

  private final List<WarmUp> warmUps = new ArrayList<>();

  /** What they run is no task, and nobody's when the pool ends. */
  private final Set<ThreadWorker> warming = new LinkedHashSet<>();

  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private final Set<ThreadJob<?, ?>> jobs = new LinkedHashSet<>();

  /** Of the jobs that have tasks to start. */
  private final Turns<ThreadJob<?, ?>> turns = new Turns<>();

  private final Set<Run<?, ?>> running = new LinkedHashSet<>();

  /** Tasks that wait for a worker. */
  private int waiting;

  /** Workers that wait for a task. */
  private int idle;

  private final Observation observation;
  private long lastJob;

  /** Workers that are there, and not abandoned. */
  private int live;

  private boolean isClosing;

  /** Nothing more is started, also for a job that is not lost yet. */
  private boolean isTerminating;

  /** What ended the pool; {@code null} if it was not ended by a failure. */
  private ProcpoolException end;

  Crew(
      String name,
      int size,
      Duties duties,
      long idleNanos,
      ThreadFactory threads,
      Clock clock,
      Announcer announcer) {
    this.duties = duties;
    this.idleNanos = idleNanos;
    this.name = name;
    this.threads = threads;
    this.clock = clock;
    this.size = size;
    this.slots = new ThreadWorker[size];
    this.observation = new Observation(new Observers(announcer, this::later), idleNanos == 0);
  }

  private void later(Duration delay, Runnable action) {
    clock.after(
        delay.toNanos(),
        () -> {
          synchronized (this) {
            action.run();
          }
        });
  }

  CompletableFuture<Void> closed() {
    return closed;
  }

  /**
   * A job begins.
   *
   * @throws PoolClosedException if the pool is closed
   * @throws WorkerStartException if it has ended, for its initializer failed
   */
  synchronized void open(ThreadJob<?, ?> job) {
    requireOpen();
    job.number = ++lastJob;
    jobs.add(job);
  }

  private void requireOpen() {
    if (end != null) {
      throw end;
    }
    if (isClosing) {
      throw new PoolClosedException(name + " is closed; it takes no more work.");
    }
  }

  /** A job has another task to start, and is in the turns if it had one before. */
  synchronized void onWaiting(ThreadJob<?, ?> job, boolean isFirst) {
    if (isFirst) {
      turns.add(job);
    }
    waiting++;
    if (waiting > idle) {
      startWorker();
    }
    notify();
  }

  /** It can be given tasks. */
  synchronized void onStarted(ThreadWorker worker) {
    observation.onStarted(worker);
  }

  /**
   * Workers cannot be used: what is owed, and every later call, fails for this reason.
   *
   * @param worker that has shown it
   */
  void fail(ThreadWorker worker, String why, WorkerStartException failure) {
    synchronized (this) {
      if (hasEnded()) {
        return;
      }
      end = failure;
      observation.onDied(worker, why);
    }
    terminate(failure);
  }

  /** Whether a worker has not been abandoned. */
  synchronized boolean has(ThreadWorker worker) {
    return slots[worker.slot] == worker;
  }

  /** Some tasks of a job do not wait any more, and have not started. */
  synchronized void onDropped(int tasks) {
    waiting -= tasks;
    turns.next(); // lets go of those that have nothing any more
  }

  /** Nothing more is told of a job. */
  synchronized void end(ThreadJob<?, ?> job) {
    jobs.remove(job);
    closeIfDone();
  }

  /**
   * Waits for a task, or something else to be run.
   *
   * @return {@code null} if the worker is to end
   */
  synchronized Runnable next(ThreadWorker worker) {
    long since = System.nanoTime();
    long now = since;
    worker.settle(turns, now);
    while (slots[worker.slot] == worker && worker.slot < size && !hasEnded()) {
      for (WarmUp warmUp : warmUps) {
        if (warmUp.begin(worker.slot)) {
          return () -> warm(worker, warmUp);
        }
      }
      ThreadJob<?, ?> job = turns.next();
      if (job != null) {
        return begin(job, worker, now);
      }
      if (!awaitTurn(since + idleNanos - now)) {
        return null;
      }
      now = System.nanoTime();
    }
    return null;
  }

  private <T, R> Run<T, R> begin(ThreadJob<T, R> job, ThreadWorker worker, long now) {
    waiting--;
    Run<T, R> run = new Run<>(job, job.begin(), worker, clock);
    running.add(run);
    worker.onCharged(turns.charge(job, 1), now);
    return run;
  }

  private void warm(ThreadWorker worker, WarmUp warmUp) {
    synchronized (this) {
      warming.add(worker);
    }
    warmUp.run(worker.context());
    synchronized (this) {
      warming.remove(worker);
      warmUp.onWarm(worker.slot);
      endWarmUps();
    }
  }

  /**
   * All workers are to be started, and to run something once.
   *
   * @throws ProcpoolException if the pool has ended
   */
  void warmUp(WarmUp warmUp) {
    synchronized (this) {
      requireOpen();
      warmUps.add(warmUp);
      try {
        while (live < size && startInFreeSlot()) {
          continue; // until all are there
        }
      } catch (OutOfMemoryError e) {
        warmUp.fail(new WorkerStartException(name + " cannot start its threads: " + e, e));
      }
      endWarmUps();
      notifyAll();
    }
  }

  /** From now on so many tasks run at a time; those that are too many end when theirs have. */
  synchronized void resize(int number) {
    size = number;
    slots = Arrays.copyOf(slots, Math.max(slots.length, number));
    for (int missing = Math.min(waiting - idle, size - live); missing > 0; missing--) {
      startWorker();
    }
    endWarmUps();
    notifyAll();
  }

  private void endWarmUps() {
    warmUps.removeIf(warmUp -> warmUp.isOver(size));
  }

  /** False if the time has passed and there is still none. */
  private boolean awaitTurn(long nanos) {
    if (nanos <= 0) {
      return false;
    }
    idle++;
    try {
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(nanos, 1_000_000));
    } catch (InterruptedException e) {
      return true; // it was meant for a task that has ended
    } finally {
      idle--;
    }
    return true;
  }

  /** A worker does not end, and is none any more. */
  synchronized void abandon(ThreadWorker worker, String reason) {
    if (slots[worker.slot] == worker && !hasEnded()) {
      observation.onDied(worker, reason);
    }
    remove(worker);
  }

  /** A worker ends. */
  synchronized void leave(ThreadWorker worker) {
    if (slots[worker.slot] == worker && !hasEnded()) {
      observation.onEnd(worker, worker.slot < size ? Recycling.IDLE : Recycling.RESIZED);
    }
    remove(worker);
  }

  private void remove(ThreadWorker worker) {
    if (slots[worker.slot] != worker) {
      return;
    }
    slots[worker.slot] = null;
    worker.settle(turns, System.nanoTime());
    live--;
    if (waiting > idle) {
      startWorker();
    }
    closeIfDone();
  }

  /** Where there are no more threads, those that there are do the work, or some will be soon. */
  private synchronized void startWorker() {
    if (hasEnded()) {
      return;
    }
    try {
      startInFreeSlot();
    } catch (OutOfMemoryError e) {
      if (live == 0) {
        clock.after(RETRY_NANOS, this::startWorker);
      }
    }
  }

  /** False if there is none. */
  private boolean startInFreeSlot() {
    int slot = 0;
    while (slot < size && slots[slot] != null) {
      slot++;
    }
    if (slot < size) {
      ThreadWorker worker = new ThreadWorker(slot, this, duties);
      threads.newThread(worker).start(); // it waits for this monitor
      slots[slot] = worker;
      live++;
    }
    return slot < size;
  }

  /** Takes no more jobs. */
  synchronized List<ThreadJob<?, ?>> close() {
    isClosing = true;
    closeIfDone();
    return List.copyOf(jobs);
  }

  /** Everything that is owed is lost, and what runs is stopped, whoever still wants it. */
  void terminate(ProcpoolException cause) {
    synchronized (this) {
      isTerminating = true;
      duties.terminate();
    }
    close().forEach(job -> job.lose(cause));
    running(null).forEach(Run::stop);
    endWarming(cause);
  }

  private synchronized void endWarming(ProcpoolException cause) {
    warmUps.forEach(warmUp -> warmUp.fail(cause));
    for (ThreadWorker worker : List.copyOf(warming)) {
      worker.interrupt();
      remove(worker);
    }
  }

  /**
   * @param isLast whether its task is not tried again
   */
  synchronized void onEnded(Run<?, ?> run, boolean isLast, boolean hasFailed) {
    running.remove(run);
    run.worker().tasksEnded++;
    if (isLast && slots[run.worker().slot] == run.worker()) {
      observation.onEnded(run, hasFailed);
    } else if (isLast) {
      observation.onFailed(run.job(), 1); // for it was abandoned
    }
  }

  /** Tasks have waited too long. */
  synchronized void onExpired(ThreadJob<?, ?> job, int tasks) {
    observation.onFailed(job, tasks);
  }

  synchronized PoolStats stats() {
    Map<ThreadWorker, Run<?, ?>> runs = new HashMap<>();
    running.forEach(run -> runs.put(run.worker(), run));
    List<WorkerStats> workers = new ArrayList<>();
    for (ThreadWorker worker : slots) {
      if (worker != null && worker.hasBegun()) {
        workers.add(worker.stats(runs.get(worker)));
      }
    }
    long delayed = jobs.stream().mapToLong(ThreadJob::delayed).sum();
    return new PoolStats(
        size,
        workers,
        observation.done(),
        observation.failed(),
        running.size(),
        waiting + delayed,
        observation.restarts());
  }

  /** What runs of a job; or of all, if it is {@code null}. */
  synchronized List<Run<?, ?>> running(ThreadJob<?, ?> job) {
    List<Run<?, ?>> runs = new ArrayList<>();
    for (Run<?, ?> run : running) {
      if (job == null || run.job() == job) {
        runs.add(run);
      }
    }
    return runs;
  }

  private boolean hasEnded() {
    return isTerminating || isClosing && jobs.isEmpty();
  }

  private void closeIfDone() {
    if (hasEnded()) {
      notifyAll();
      if (live == 0) {
        String message = name + " was closed before it was warmed up.";
        warmUps.forEach(warmUp -> warmUp.fail(new PoolClosedException(message)));
        observation.onClosed();
        closed.complete(null);
      }
    }
  }
}
