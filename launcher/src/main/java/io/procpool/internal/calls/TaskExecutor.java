package io.procpool.internal.calls;

import io.procpool.CallInterruptedException;
import io.procpool.PoolClosedException;
import io.procpool.PoolFullException;
import io.procpool.TaskExecutorService;
import io.procpool.TaskOptions;
import io.procpool.internal.engine.Engine;
import io.procpool.task.SerializableRunnable;
import io.procpool.task.TaskCallable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A pool as an executor. What the JDK's {@code invokeAll}, {@code invokeAny} and {@code
 * ExecutorCompletionService} execute are futures that were made by {@code newTaskFor}, so a task is
 * known by its future.
 */
public final class TaskExecutor extends AbstractExecutorService implements TaskExecutorService {

  private final Calls calls;
  private final Engine engine;
  private final TaskOptions options;

  /**
   * Of this thread, between its making and its execution in the wrapping of a completion service.
   */
  private final ThreadLocal<ExecutedTask<?>> made = new ThreadLocal<>();

  /**
   * Guarded by itself: added to by callers, removed from where tasks end. In the order of calls.
   */
  private final Set<ExecutedTask<?>> open = Collections.synchronizedSet(new LinkedHashSet<>());

  /** Volatile: set by whoever shuts this down, asked by callers on any thread. */
  private volatile boolean isShutdown;

  /**
   * @param options of its tasks
   */
  public TaskExecutor(Calls calls, Engine engine, TaskOptions options) {
    this.calls = calls;
    this.engine = engine;
    this.options = Objects.requireNonNull(options, "options");
  }

  @Override
  public <R> CompletableFuture<R> submit(TaskCallable<R> task) {
    return submit((Callable<R>) task);
  }

  @Override
  public CompletableFuture<?> submit(SerializableRunnable task) {
    return submit((Runnable) task);
  }

  @Override
  public <R> CompletableFuture<R> submit(Callable<R> task) {
    return start(ExecutedTask.of(task));
  }

  @Override
  public CompletableFuture<?> submit(Runnable task) {
    return submit(task, null);
  }

  @Override
  public <R> CompletableFuture<R> submit(Runnable task, R result) {
    return start(ExecutedTask.of(task, result));
  }

  @Override
  public void execute(SerializableRunnable task) {
    execute((Runnable) task);
  }

  @Override
  public void execute(Runnable command) {
    Objects.requireNonNull(command, "command");
    ExecutedTask<?> task = made.get();
    made.remove();
    if (command instanceof ExecutedTask<?> own) {
      start(own);
    } else if (!(command instanceof Future)) {
      start(ExecutedTask.of(command, null)).reportFailure();
    } else if (task != null) { // a completion service has wrapped it, to be told of its end
      start(task).whenCompleteAsync((value, thrown) -> command.run(), engine.completions());
    } else {
      throw new IllegalArgumentException(
          command.getClass().getName()
              + " is a future, which would be completed in a worker and not here: submit its task.");
    }
  }

  @Override
  protected <T> RunnableFuture<T> newTaskFor(Callable<T> callable) {
    return remember(ExecutedTask.of(callable));
  }

  @Override
  protected <T> RunnableFuture<T> newTaskFor(Runnable runnable, T value) {
    return remember(ExecutedTask.of(runnable, value));
  }

  private <T> ExecutedTask<T> remember(ExecutedTask<T> task) {
    made.set(task);
    return task;
  }

  private <T> ExecutedTask<T> start(ExecutedTask<T> task) {
    if (isShutdown()) {
      throw rejected(null);
    }
    try {
      task.start(calls, options);
    } catch (PoolClosedException e) {
      throw rejected(e);
    } catch (PoolFullException | CallInterruptedException e) {
      throw new RejectedExecutionException(e.getMessage(), e);
    }
    open.add(task);
    task.whenComplete((value, thrown) -> onEnd(task, thrown));
    return task;
  }

  /** What the pool has lost stays, for {@code shutdownNow} to look at. */
  private void onEnd(ExecutedTask<?> task, Throwable thrown) {
    if (!(thrown instanceof PoolClosedException)) {
      open.remove(task);
    }
  }

  private RejectedExecutionException rejected(Throwable cause) {
    return new RejectedExecutionException(
        engine.describe() + ": it is shut down, and takes no more tasks.", cause);
  }

  /** Closing waits, which this must not: so it is done on a thread of the pool. */
  @Override
  public void shutdown() {
    if (isShutdown()) {
      return;
    }
    isShutdown = true;
    try {
      engine.completions().execute(engine::close);
    } catch (RejectedExecutionException e) {
      return; // somebody has just closed the pool
    }
  }

  @Override
  public List<Runnable> shutdownNow() {
    isShutdown = true;
    engine.terminate();
    List<ExecutedTask<?>> lost;
    synchronized (open) {
      lost = List.copyOf(open);
    }
    List<Runnable> never = new ArrayList<>();
    for (ExecutedTask<?> task : lost) {
      if (task.wasNeverStarted() && open.remove(task)) {
        never.add(task.command());
      }
    }
    return never;
  }

  @Override
  public boolean isShutdown() {
    return isShutdown || engine.isClosed();
  }

  @Override
  public boolean isTerminated() {
    return engine.closed().isDone();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    try {
      engine.closed().get(timeout, unit);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e); // it is never completed so
    }
  }

  @Override
  public void close() {
    isShutdown = true;
    engine.close();
  }
}
