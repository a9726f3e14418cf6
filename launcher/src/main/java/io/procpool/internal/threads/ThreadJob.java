package io.procpool.internal.threads;

import io.procpool.JobTimeoutException;
import io.procpool.ProcpoolException;
import io.procpool.internal.engine.ChunkSource;
import io.procpool.internal.engine.Engine.RunningJob;
import io.procpool.internal.engine.OutcomeSink;
import io.procpool.internal.engine.Outcomes;
import io.procpool.internal.engine.Turn;
import io.procpool.internal.engine.Turns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;

/**
 * One call of a pool of threads. What waits is guarded by its crew's monitor; what is told, by its
 * sink's, which is never taken first.
 */
final class ThreadJob<T, R> implements RunningJob, Turns.Taker<ThreadJob<?, ?>> {

  final Work<T, R> work;
  private final ChunkSource<T> source;
  private final OutcomeSink<R> sink;
  private final Crew crew;
  private final Clock clock;
  private final Duration grace;

  /** {@code null} if it is a call. */
  private final Turn<ThreadJob<?, ?>> turn;

  /** Of the pool's jobs; given when it begins. */
  long number;

  /** In the order in which they began to wait. */
  private final Set<Task<T, R>> waiting = new LinkedHashSet<>();

  /** Those that wait for their next attempt. */
  private final Set<Task<T, R>> delayed = new HashSet<>();

  /** Tasks of which nothing is told yet. */
  private int open;

  private boolean hasInputEnded;
  private boolean isDraining;
  private boolean hasStarted;
  private boolean isWatched;

  /** The feeder's own. */
  private long nextIndex;

  private Future<?> alarm;

  /** Volatile: set where the end is told, asked by the feeder. */
  private volatile boolean isOver;

  ThreadJob(
      Work<T, R> work,
      ChunkSource<T> source,
      OutcomeSink<R> sink,
      Crew crew,
      Clock clock,
      Duration grace) {
    this.work = work;
    this.turn = work.isCall() ? null : new Turn<>(work.terms().priority());
    this.source = source;
    this.sink = sink;
    this.crew = crew;
    this.clock = clock;
    this.grace = grace;
  }

  Duration grace() {
    return grace;
  }

  void start() {
    crew.open(this);
    Duration limit = work.terms().jobLimit();
    if (limit != null) {
      alarm = clock.after(limit.toNanos(), () -> onLate(limit));
    }
  }

  private void onLate(Duration limit) {
    lose(new JobTimeoutException("The call took longer than " + limit + "."));
    stopRunning();
  }

  // ---- what waits

  /** On the feeder, or on the thread of the call. */
  void add(T item) {
    synchronized (crew) {
      if (isWanted() && !hasInputEnded) {
        open++;
        queue(new Task<>(work, nextIndex++, item));
      }
    }
  }

  boolean isWanted() {
    return !isOver && !isDraining;
  }

  private void queue(Task<T, R> task) {
    waiting.add(task);
    crew.onWaiting(this, waiting.size() == 1);
    Duration limit = work.terms().queueLimit();
    if (limit != null && !isWatched) {
      isWatched = true;
      clock.after(limit.toNanos(), () -> expire(limit));
    }
  }

  /**
   * One alarm for all that wait: what has waited too long fails, and the next one sets it again.
   */
  private void expire(Duration limit) {
    List<Task<T, R>> expired = new ArrayList<>();
    synchronized (crew) {
      isWatched = false;
      for (Iterator<Task<T, R>> each = waiting.iterator(); each.hasNext() && !isWatched; ) {
        Task<T, R> task = each.next();
        long left = limit.toNanos() - (System.nanoTime() - task.queuedNanos);
        if (left > 0) {
          isWatched = true;
          clock.after(left, () -> expire(limit));
        } else {
          each.remove();
          expired.add(task);
        }
      }
      crew.onDropped(expired.size());
      crew.onExpired(this, expired.size());
    }
    for (Task<T, R> task : expired) {
      tell(task.failed(Failure.expired(limit)));
      onTold(1);
    }
  }

  void onInputEnd() {
    synchronized (crew) {
      hasInputEnded = true;
    }
    onTold(0);
  }

  /** Its input ends with what has been pulled, if it waits for a reader, who may never come. */
  void endOnClose() {
    boolean ends;
    synchronized (crew) {
      ends = !hasInputEnded;
    }
    if (ends && source.endsOnClose()) { // the iterator may never give what it was asked for
      clock.after(grace.toNanos(), this::onInputEnd);
    }
  }

  // ---- on the crew's monitor

  @Override
  public Turn<ThreadJob<?, ?>> turn() {
    return turn;
  }

  @Override
  public int priority() {
    return work.terms().priority();
  }

  @Override
  public boolean hasWaiting() {
    return !waiting.isEmpty();
  }

  /** How many tasks wait for their next attempt. */
  int delayed() {
    return delayed.size();
  }

  Task<T, R> begin() {
    Iterator<Task<T, R>> tasks = waiting.iterator();
    Task<T, R> task = tasks.next();
    tasks.remove();
    hasStarted = true;
    return task;
  }

  // ---- what is told

  /** A task has ended, or was abandoned. */
  void onEnded(Run<T, R> run, Attempt<R> attempt) {
    Task<T, R> task = run.task();
    Task<T, R> again = null;
    synchronized (crew) {
      boolean hasFailed = attempt.failure() != null;
      if (hasFailed && isWanted() && task.mayRetry(attempt.failure())) {
        again = task.again(attempt.failure());
        delayed.add(again);
      }
      crew.onEnded(run, again == null, hasFailed);
    }
    if (again == null) {
      tell(task.outcome(attempt));
      onTold(1);
    } else {
      retryLater(again);
    }
  }

  private void retryLater(Task<T, R> task) {
    clock.after(task.backoffNanos(), () -> retry(task));
  }

  private void retry(Task<T, R> task) {
    synchronized (crew) {
      if (delayed.remove(task)) {
        queue(task);
      }
    }
  }

  private void tell(Outcomes<R> outcomes) {
    synchronized (sink) {
      if (!isOver) {
        sink.onOutcomes(outcomes);
      }
    }
  }

  private void onTold(int tasks) {
    boolean isDone;
    synchronized (crew) {
      open -= tasks;
      isDone = hasInputEnded && open == 0;
    }
    if (isDone) {
      end(sink::onEnd);
    }
  }

  /** Nothing more will come of it, for a reason of the pool's. */
  void lose(ProcpoolException cause) {
    end(() -> sink.onLost(cause));
  }

  private void end(Runnable telling) {
    synchronized (sink) {
      if (isOver) {
        return;
      }
      isOver = true;
      telling.run();
    }
    if (alarm != null) {
      alarm.cancel(false);
    }
    takeUnstarted();
    source.cancel();
    crew.end(this);
  }

  // ---- from any thread

  @Override
  public void cancel(boolean stopsRunning) {
    end(() -> {});
    if (stopsRunning) {
      stopRunning();
    }
  }

  private void stopRunning() {
    crew.running(this).forEach(Run::stop);
  }

  @Override
  public void drain() {
    List<Task<T, R>> unstarted = takeUnstarted();
    source.cancel();
    for (Task<T, R> task : unstarted) {
      if (task.hasFailed()) {
        tell(task.failedBefore());
      }
    }
    onTold(unstarted.size());
  }

  private List<Task<T, R>> takeUnstarted() {
    synchronized (crew) {
      isDraining = true;
      hasInputEnded = true;
      List<Task<T, R>> unstarted = new ArrayList<>(waiting);
      waiting.clear();
      crew.onDropped(unstarted.size());
      unstarted.addAll(delayed);
      delayed.clear();
      return unstarted;
    }
  }

  @Override
  public boolean hasStarted() {
    synchronized (crew) {
      return hasStarted;
    }
  }
}
