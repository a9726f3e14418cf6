package io.procpool.internal.calls;

import io.procpool.JobTimeoutException;
import io.procpool.ProcpoolException;
import io.procpool.internal.engine.Engine.RunningJob;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A future that stops its job's tasks when it is cancelled. */
final class JobFuture<V> extends CompletableFuture<V> {

  /** Volatile: set behind the job's start, which may be behind its end, and asked by any thread. */
  private volatile RunningJob job;

  /** Volatile: set by whoever cancels, asked where the job has been started. */
  private volatile boolean stopsRunning = true;

  /** Volatile: set behind the job's start, run by whoever ends this; {@code null} otherwise. */
  private volatile Runnable onEnd;

  /** Has something done once, just before this ends, and so before its callbacks; or now. */
  void onEnd(Runnable action) {
    onEnd = action;
    if (isDone()) {
      tellEnd();
    } else {
      whenComplete((value, thrown) -> tellEnd()); // for what completes this past the methods below
    }
  }

  private void tellEnd() {
    Runnable action = onEnd == null ? null : takeOnEnd();
    if (action != null) {
      action.run();
    }
  }

  private synchronized Runnable takeOnEnd() {
    Runnable action = onEnd;
    onEnd = null;
    return action;
  }

  @Override
  public boolean complete(V value) {
    tellEnd();
    return super.complete(value);
  }

  @Override
  public boolean completeExceptionally(Throwable thrown) {
    tellEnd();
    return super.completeExceptionally(thrown);
  }

  /** Whether one of its tasks was started that has given no result; when the engine has ended. */
  boolean hasStarted() {
    RunningJob started = job;
    return started != null && started.hasStarted();
  }

  void cancels(RunningJob started) {
    job = started;
    if (isCompletedExceptionally()) {
      started.cancel(stopsRunning);
    }
  }

  /**
   * Fails when a time has passed, though its job has ended and only the decoding of its results has
   * not: that is user code, on a thread of the pool.
   */
  void limit(Duration time, Executor executor) {
    CompletableFuture<Void> clock = new CompletableFuture<>();
    clock.orTimeout(time.toNanos(), TimeUnit.NANOSECONDS);
    clock.exceptionallyAsync(
        late -> {
          lose(new JobTimeoutException("The call took longer than " + time + "."));
          return null;
        },
        executor);
    whenComplete((value, thrown) -> clock.complete(null));
  }

  /** Completes with a value, or with what getting it throws. */
  void settle(Supplier<V> value) {
    V settled;
    try {
      settled = value.get();
    } catch (Throwable thrown) { // a task's failure, or whatever the caller's iterator threw
      completeExceptionally(thrown);
      return;
    }
    complete(settled);
  }

  /** Fails for a reason of the pool's, and wants no more of its job. */
  void lose(ProcpoolException cause) {
    completeExceptionally(cause);
    stop();
  }

  /** It is completed, and wants no more of its job. */
  void stop() {
    RunningJob started = job;
    if (started != null) {
      started.cancel(true);
    }
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    tellEnd();
    stopsRunning = mayInterruptIfRunning;
    boolean isCancelled = super.cancel(mayInterruptIfRunning);
    RunningJob started = job;
    if (isCancelled && started != null) {
      started.cancel(mayInterruptIfRunning);
    }
    return isCancelled;
  }
}
