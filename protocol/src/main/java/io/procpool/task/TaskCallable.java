package io.procpool.task;

import java.io.Serializable;
import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * A task without an argument that gives a result, for {@code apply}.
 *
 * <pre>{@code
 * CompletableFuture<Report> report = pool.applyAsync(() -> render(book));
 * }</pre>
 *
 * <p>Runs on one thread of a worker. What it has captured is copied there.
 *
 * @param <R> the result it gives
 */
@FunctionalInterface
public interface TaskCallable<R> extends Callable<R>, Serializable {

  /**
   * Runs in the worker, once.
   *
   * @throws Exception whatever the task throws; it reaches the caller as the cause of the failure
   */
  @Override
  R call() throws Exception;

  /**
   * A function with the item it is to be called on.
   *
   * @param <T> the item
   * @param <R> the result
   * @param function runs in workers, once for each item
   * @param item what it is called with
   * @return a task that holds both
   */
  static <T, R> TaskCallable<R> binding(TaskFunction<? super T, ? extends R> function, T item) {
    Objects.requireNonNull(function, "function");
    return () -> function.apply(item);
  }
}
