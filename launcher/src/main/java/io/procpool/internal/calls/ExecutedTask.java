package io.procpool.internal.calls;

import io.procpool.PoolClosedException;
import io.procpool.SerializationException;
import io.procpool.TaskFailedException;
import io.procpool.TaskOptions;
import io.procpool.task.TaskCallable;
import java.io.Serializable;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableFuture;

/**
 * A task of an executor, and its future; as an executor's futures do, it fails with what it threw.
 */
final class ExecutedTask<V> extends CompletableFuture<V> implements RunnableFuture<V> {

  private static final String WAY_OUT =
      " A lambda can cross if it is passed to a TaskExecutorService, or as a TaskCallable or a"
          + " SerializableRunnable, or is cast: (Callable<X> & Serializable).";

  private final TaskCallable<V> task;

  /** What the caller gave. */
  private final Object given;

  /** Given in place of what the task gives, if it is a runnable. */
  private final V result;

  /** Volatile: set by whoever starts this, asked by any thread; {@code null} before. */
  private volatile JobFuture<V> future;

  private ExecutedTask(TaskCallable<V> task, Object given, V result) {
    this.task = task;
    this.given = given;
    this.result = result;
  }

  static <V> ExecutedTask<V> of(Callable<V> callable) {
    Objects.requireNonNull(callable, "task");
    TaskCallable<V> task = callable instanceof TaskCallable<V> already ? already : callable::call;
    return new ExecutedTask<>(task, callable, null);
  }

  static <V> ExecutedTask<V> of(Runnable runnable, V result) {
    Objects.requireNonNull(runnable, "task");
    TaskCallable<V> task =
        () -> {
          runnable.run();
          return null;
        };
    return new ExecutedTask<>(task, runnable, result);
  }

  /** Sends it to the pool, on the caller's thread. */
  void start(Calls calls, TaskOptions options) {
    JobFuture<V> started;
    try {
      started = calls.begin(task, options);
    } catch (SerializationException e) {
      throw isPlainLambda() ? new SerializationException(-1, null, e.getMessage() + WAY_OUT, e) : e;
    }
    future = started;
    started.whenComplete(this::settle);
    if (isCancelled()) {
      started.cancel(true);
    }
  }

  private boolean isPlainLambda() {
    return given.getClass().isHidden() && !(given instanceof Serializable);
  }

  private void settle(V value, Throwable thrown) {
    if (thrown == null) {
      complete(given instanceof Callable ? value : result);
    } else if (!(thrown instanceof CancellationException)) {
      completeExceptionally(thrown instanceof TaskFailedException ? thrown.getCause() : thrown);
    }
  }

  /**
   * Tells the thread's handler of a failure, as it is told of what other executors' tasks throw.
   */
  void reportFailure() {
    whenComplete(
        (value, thrown) -> {
          if (thrown != null && !isCancelled()) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
          }
        });
  }

  /** Whether it was lost with the pool before it was started; waits for its end, which is near. */
  boolean wasNeverStarted() {
    Throwable thrown = handle((value, failure) -> failure).join();
    return thrown instanceof PoolClosedException && !future.hasStarted();
  }

  /** What was never started, for whoever wants to run it elsewhere. */
  Runnable command() {
    return given instanceof Runnable runnable ? runnable : new FutureTask<>(task);
  }

  /** It runs in the pool. What wraps it is run when it has ended, to hear of that. */
  @Override
  public void run() {
    // there is nothing to do here
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean isCancelled = super.cancel(mayInterruptIfRunning);
    JobFuture<V> started = future;
    if (isCancelled && started != null) {
      started.cancel(mayInterruptIfRunning);
    }
    return isCancelled;
  }
}
