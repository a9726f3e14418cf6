package io.procpool;

import io.procpool.task.SerializableRunnable;
import io.procpool.task.TaskCallable;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

/**
 * A pool as an {@link ExecutorService}, for code that wants one.
 *
 * <pre>{@code
 * try (TaskExecutorService executor = ProcessPool.create(8).asExecutorService()) {
 *   Future<Report> report = executor.submit(() -> render(book));
 * }
 * }</pre>
 *
 * <p>Tasks go where the pool's tasks go, so in a {@link ProcessPool} they must be able to cross:
 * what cannot is refused by {@code submit} or {@code execute}, with a {@link
 * SerializationException} that says why. A lambda that is passed to this type can, for it becomes a
 * {@link TaskCallable} or a {@link SerializableRunnable}; where a variable has the type {@code
 * ExecutorService}, the compiler makes lambdas that cannot, and they need a cast: {@code
 * (Callable<Report> & Serializable)}. Classes of one's own need nothing.
 *
 * <p>The contract is that of {@link ExecutorService}, with this to note:
 *
 * <ul>
 *   <li>{@code Future.get()} throws an {@code ExecutionException} whose cause is what the task
 *       threw; other failures are a {@link TaskException} of the pool's, such as {@link
 *       WorkerDiedException}. {@code cancel(true)} stops a task that runs.
 *   <li>{@code submit(runnable, result)} gives the very object {@code result}: what the task
 *       changes in its own copy in a worker is not seen here.
 *   <li>What a task passed to {@code execute} throws goes to the uncaught exception handler of a
 *       thread of the pool.
 *   <li>A {@code Future} cannot be executed, for the one to be completed is here: not a {@code
 *       FutureTask}, nor the tasks of {@code CompletableFuture.supplyAsync}. An {@code
 *       ExecutorCompletionService} works.
 *   <li>A pool that was built with a {@link QueueLimit} rejects what is too much, or holds its
 *       caller back.
 *   <li>{@code shutdown()} closes the pool. {@code shutdownNow()} terminates it and returns the
 *       tasks of which it is certain that they were never started; their futures fail with {@link
 *       PoolClosedException}. To run one of them is to run it here.
 * </ul>
 *
 * <p>There is no {@code ScheduledExecutorService}: its periodic tasks are one object that keeps
 * what it learned from one run to the next, which a worker's copy does not.
 */
public interface TaskExecutorService extends ExecutorService, AutoCloseable {

  /**
   * {@link #submit(Callable)}: a lambda becomes one of these.
   *
   * @param <R> a result
   * @param task a lambda
   * @return completes with the task's result, or with its failure
   */
  <R> CompletableFuture<R> submit(TaskCallable<R> task);

  /**
   * {@link #submit(Runnable)}: a lambda becomes one of these.
   *
   * @param task a lambda
   * @return completes with the task's result, or with its failure
   */
  CompletableFuture<?> submit(SerializableRunnable task);

  /**
   * {@link #execute(Runnable)}: a lambda becomes one of these.
   *
   * @param task a lambda
   */
  void execute(SerializableRunnable task);

  @Override
  <R> CompletableFuture<R> submit(Callable<R> task);

  @Override
  CompletableFuture<?> submit(Runnable task);

  @Override
  <R> CompletableFuture<R> submit(Runnable task, R result);

  /** {@link #shutdown()}, and waits for the end; interrupted, {@link #shutdownNow()}. */
  @Override
  void close();
}
