package io.procpool;

import io.procpool.task.TaskBiFunction;
import io.procpool.task.TaskCallable;
import io.procpool.task.TaskFunction;
import io.procpool.task.TaskRunnable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Runs functions over items, several at a time, and gives the results back: the counterpart of
 * Python's {@code multiprocessing.Pool}, whose names it keeps. There are three kinds: a {@link
 * ProcessPool} for work that computes, or that must not harm this JVM; a {@link ThreadPool} for
 * work that waits, or that needs this JVM's objects; a {@link SerialPool} to develop and debug
 * with.
 *
 * <pre>{@code
 * try (Pool pool = ProcessPool.create(8)) {
 *   List<Long> squares = pool.map(x -> x * x, List.of(1L, 2L, 3L));
 * }
 * }</pre>
 *
 * <p>Every method may be called from any thread, by several threads at once. A function that cannot
 * be serialized, where it has to be, is refused on the line that passed it ({@link
 * SerializationException}); an item that cannot be fails alone. After {@link #close()} every call
 * throws {@link PoolClosedException}.
 *
 * <p>Jobs that run at the same time share the workers' time, unless one has a higher {@linkplain
 * TaskOptions#priority() priority}. Calls that nobody waits for are queued without a bound, unless
 * the pool was built with a {@link QueueLimit}; then one that is too many may throw {@link
 * PoolFullException}.
 *
 * <p>A task runs at most once, unless {@link Retries} are asked for. What it throws is the cause of
 * a {@link TaskFailedException}; a worker that ends under a task fails that task with a {@link
 * WorkerDiedException}, and is replaced; a task over a limit of {@link TaskOptions} fails with a
 * {@link TaskTimeoutException}.
 */
public interface Pool extends AutoCloseable {

  /**
   * {@link #map(TaskFunction, Iterable, MapOptions)} with the default options.
   *
   * @param <T> an item
   * @param <R> a result
   * @param function runs in workers, once for each item
   * @param items pulled once, in their order, on a thread of the pool
   * @return the results in the order of the items
   */
  default <T, R> List<R> map(
      TaskFunction<? super T, ? extends R> function, Iterable<? extends T> items) {
    return map(function, items, MapOptions.DEFAULT);
  }

  /**
   * Applies a function to each item and waits for all results.
   *
   * @param <T> an item
   * @param <R> a result
   * @param function runs in workers, once for each item
   * @param items pulled once, in their order, on a thread of the pool
   * @param options how it is carried out
   * @return the results in the order of the items, in a list that neither grows nor shrinks
   * @throws TaskException if a task failed: that of the smallest index, the others suppressed in
   *     it; the tasks that did not fail have all run, unless the options ask to {@linkplain
   *     FailurePolicy#FAIL_FAST fail fast}
   * @throws JobTimeoutException if the call took longer than the options allow
   * @throws CallInterruptedException if the calling thread is interrupted; its tasks are stopped
   */
  <T, R> List<R> map(
      TaskFunction<? super T, ? extends R> function,
      Iterable<? extends T> items,
      MapOptions options);

  /**
   * {@link #mapAsync(TaskFunction, Iterable, MapOptions)} with the default options.
   *
   * @param <T> an item
   * @param <R> a result
   * @param function runs in workers, once for each item
   * @param items pulled once, in their order, on a thread of the pool
   * @return completes with all results, or with the failure
   */
  default <T, R> CompletableFuture<List<R>> mapAsync(
      TaskFunction<? super T, ? extends R> function, Iterable<? extends T> items) {
    return mapAsync(function, items, MapOptions.DEFAULT);
  }

  /**
   * {@link #map} that does not wait. The items are pulled on a thread of the pool.
   *
   * @param <T> an item
   * @param <R> a result
   * @param function runs in workers, once for each item
   * @param items pulled once, in their order, on a thread of the pool
   * @param options how it is carried out
   * @return completes with all results in order, or with the {@link TaskException} that {@code map}
   *     would throw. {@code cancel(true)} stops its tasks, {@code cancel(false)} drops those that
   *     have not started
   */
  <T, R> CompletableFuture<List<R>> mapAsync(
      TaskFunction<? super T, ? extends R> function,
      Iterable<? extends T> items,
      MapOptions options);

  /**
   * {@link #mapSettled(TaskFunction, Iterable, MapOptions)} with the default options.
   *
   * @param <T> an item
   * @param <R> a result
   * @param function runs in workers, once for each item
   * @param items pulled once, in their order, on a thread of the pool
   * @return what became of each task, in the order of the items
   */
  default <T, R> List<Outcome<R>> mapSettled(
      TaskFunction<? super T, ? extends R> function, Iterable<? extends T> items) {
    return mapSettled(function, items, MapOptions.DEFAULT);
  }

  /**
   * {@link #map} that does not fail when tasks fail.
   *
   * @param <T> an item
   * @param <R> a result
   * @param function runs in workers, once for each item
   * @param items pulled once, in their order, on a thread of the pool
   * @param options how it is carried out
   * @return what became of each task, in the order of the items
   * @throws JobTimeoutException if the call took longer than the options allow
   * @throws CallInterruptedException if the calling thread is interrupted; its tasks are stopped
   */
  <T, R> List<Outcome<R>> mapSettled(
      TaskFunction<? super T, ? extends R> function,
      Iterable<? extends T> items,
      MapOptions options);

  /**
   * {@link #imap(TaskFunction, Iterable, MapOptions)} with the default options.
   *
   * @param <T> an item
   * @param <R> a result
   * @param function runs in workers, once for each item
   * @param items pulled once, in their order, on a thread of the pool
   * @return the results, to be read once, or closed
   */
  default <T, R> Results<R> imap(
      TaskFunction<? super T, ? extends R> function, Iterable<? extends T> items) {
    return imap(function, items, MapOptions.DEFAULT);
  }

  /**
   * Results as a lazy stream, in the order of the items.
   *
   * <p>Returns at once. A thread of the pool pulls the items, and no further ahead of the reader
   * than the window of the options, so the input may be endless. A failed task throws its {@link
   * TaskException} in its place, and the stream goes on behind it. What the input itself throws
   * comes as it is, behind the results of what it gave before.
   *
   * @param <T> an item
   * @param <R> a result
   * @param function runs in workers, once for each item
   * @param items pulled once, in their order, on a thread of the pool
   * @param options how it is carried out
   * @return the results, to be read once, or closed
   */
  <T, R> Results<R> imap(
      TaskFunction<? super T, ? extends R> function,
      Iterable<? extends T> items,
      MapOptions options);

  /**
   * {@link #imapSettled(TaskFunction, Iterable, MapOptions)} with the default options.
   *
   * @param <T> an item
   * @param <R> a result
   * @param function runs in workers, once for each item
   * @param items pulled once, in their order, on a thread of the pool
   * @return what became of each task, to be read once, or closed
   */
  default <T, R> Results<Outcome<R>> imapSettled(
      TaskFunction<? super T, ? extends R> function, Iterable<? extends T> items) {
    return imapSettled(function, items, MapOptions.DEFAULT);
  }

  /**
   * {@link #imap} whose results are what became of each task: a failed one does not throw.
   *
   * @param <T> an item
   * @param <R> a result
   * @param function runs in workers, once for each item
   * @param items pulled once, in their order, on a thread of the pool
   * @param options how it is carried out
   * @return what became of each task, to be read once, or closed
   */
  <T, R> Results<Outcome<R>> imapSettled(
      TaskFunction<? super T, ? extends R> function,
      Iterable<? extends T> items,
      MapOptions options);

  /**
   * {@link #imapUnordered(TaskFunction, Iterable, MapOptions)} with the default options.
   *
   * @param <T> an item
   * @param <R> a result
   * @param function runs in workers, once for each item
   * @param items pulled once, in their order, on a thread of the pool
   * @return the results, to be read once, or closed
   */
  default <T, R> Results<R> imapUnordered(
      TaskFunction<? super T, ? extends R> function, Iterable<? extends T> items) {
    return imapUnordered(function, items, MapOptions.DEFAULT);
  }

  /**
   * {@link #imap}, with the results in the order in which the tasks end.
   *
   * @param <T> an item
   * @param <R> a result
   * @param function runs in workers, once for each item
   * @param items pulled once, in their order, on a thread of the pool
   * @param options how it is carried out
   * @return the results, to be read once, or closed
   */
  <T, R> Results<R> imapUnordered(
      TaskFunction<? super T, ? extends R> function,
      Iterable<? extends T> items,
      MapOptions options);

  /**
   * {@link #starmap(TaskBiFunction, Iterable, MapOptions)} with the default options.
   *
   * @param <A> the first argument
   * @param <B> the second argument
   * @param <R> a result
   * @param function runs in workers, once for each item
   * @param pairs each entry's key is the first argument and its value the second
   * @return the results in the order of the pairs
   */
  default <A, B, R> List<R> starmap(
      TaskBiFunction<? super A, ? super B, ? extends R> function,
      Iterable<? extends Map.Entry<? extends A, ? extends B>> pairs) {
    return starmap(function, pairs, MapOptions.DEFAULT);
  }

  /**
   * {@link #map} with a function of two arguments.
   *
   * @param <A> the first argument
   * @param <B> the second argument
   * @param <R> a result
   * @param function runs in workers, once for each item
   * @param pairs each entry's key is the first argument and its value the second; a {@code null} in
   *     place of an entry fails that task with an {@link IllegalArgumentException}
   * @param options how it is carried out
   * @return the results in the order of the pairs
   */
  <A, B, R> List<R> starmap(
      TaskBiFunction<? super A, ? super B, ? extends R> function,
      Iterable<? extends Map.Entry<? extends A, ? extends B>> pairs,
      MapOptions options);

  /**
   * {@link #starmapAsync(TaskBiFunction, Iterable, MapOptions)} with the default options.
   *
   * @param <A> the first argument
   * @param <B> the second argument
   * @param <R> a result
   * @param function runs in workers, once for each item
   * @param pairs each entry's key is the first argument and its value the second
   * @return completes with all results, or with the failure
   */
  default <A, B, R> CompletableFuture<List<R>> starmapAsync(
      TaskBiFunction<? super A, ? super B, ? extends R> function,
      Iterable<? extends Map.Entry<? extends A, ? extends B>> pairs) {
    return starmapAsync(function, pairs, MapOptions.DEFAULT);
  }

  /**
   * {@link #starmap} that does not wait, as {@link #mapAsync} does not.
   *
   * @param <A> the first argument
   * @param <B> the second argument
   * @param <R> a result
   * @param function runs in workers, once for each item
   * @param pairs each entry's key is the first argument and its value the second
   * @param options how it is carried out
   * @return completes with all results, or with the failure
   */
  <A, B, R> CompletableFuture<List<R>> starmapAsync(
      TaskBiFunction<? super A, ? super B, ? extends R> function,
      Iterable<? extends Map.Entry<? extends A, ? extends B>> pairs,
      MapOptions options);

  /**
   * {@link #apply(TaskCallable, TaskOptions)} with the default options.
   *
   * @param <R> a result
   * @param task runs in a worker, once
   * @return the task's result
   */
  default <R> R apply(TaskCallable<? extends R> task) {
    return this.<R>apply(task, TaskOptions.DEFAULT);
  }

  /**
   * Runs one task and waits for its result.
   *
   * @param <R> a result
   * @param task runs in a worker, once
   * @param options how it is carried out
   * @return the task's result
   * @throws TaskException if the task failed
   * @throws JobTimeoutException if the call took longer than the options allow
   * @throws CallInterruptedException if the calling thread is interrupted; the task is stopped
   */
  <R> R apply(TaskCallable<? extends R> task, TaskOptions options);

  /**
   * Runs a function on one item and waits for its result, as {@link #apply(TaskCallable)} does.
   *
   * @param <T> an item
   * @param <R> a result
   * @param function runs in workers, once for each item
   * @param item what it is called with
   * @return the task's result
   */
  default <T, R> R apply(TaskFunction<? super T, ? extends R> function, T item) {
    return this.<R>apply(TaskCallable.binding(function, item));
  }

  /**
   * {@link #applyAsync(TaskCallable, TaskOptions)} with the default options.
   *
   * @param <R> a result
   * @param task runs in a worker, once
   * @return completes with the task's result, or with its failure
   */
  default <R> CompletableFuture<R> applyAsync(TaskCallable<? extends R> task) {
    return this.<R>applyAsync(task, TaskOptions.DEFAULT);
  }

  /**
   * {@link #apply(TaskCallable, TaskOptions)} that does not wait. Tasks of several such calls of
   * one thread are given to workers in the order of the calls.
   *
   * @param <R> a result
   * @param task runs in a worker, once
   * @param options how it is carried out
   * @return completes with the task's result or its {@link TaskException}. Its callbacks run on a
   *     thread of the pool, and may call the pool and wait. {@code cancel(true)} stops the task: it
   *     is interrupted, and killed with its worker if it does not end within the pool's grace;
   *     {@code cancel(false)} drops the task unless it has started
   */
  <R> CompletableFuture<R> applyAsync(TaskCallable<? extends R> task, TaskOptions options);

  /**
   * {@link #applyAsync(TaskCallable)} of a function and its item.
   *
   * @param <T> an item
   * @param <R> a result
   * @param function runs in workers, once for each item
   * @param item what it is called with
   * @return completes with the task's result, or with its failure
   */
  default <T, R> CompletableFuture<R> applyAsync(
      TaskFunction<? super T, ? extends R> function, T item) {
    return this.<R>applyAsync(TaskCallable.binding(function, item));
  }

  /**
   * {@link #applyAsync(TaskCallable)}, by the name that it has in an executor.
   *
   * @param <R> a result
   * @param task runs in a worker, once
   * @return completes with the task, or with its failure
   */
  default <R> CompletableFuture<R> submit(TaskCallable<? extends R> task) {
    return this.<R>applyAsync(task);
  }

  /**
   * {@link #applyAsync(TaskCallable)} of a task without a result.
   *
   * @param task runs in a worker, once
   * @return completes with the task, or with its failure
   */
  default CompletableFuture<Void> submit(TaskRunnable task) {
    Objects.requireNonNull(task, "task");
    return applyAsync(
        () -> {
          task.run();
          return null;
        });
  }

  /** {@return {@link #asExecutorService(TaskOptions)} with the default options} */
  default TaskExecutorService asExecutorService() {
    return asExecutorService(TaskOptions.DEFAULT);
  }

  /**
   * This pool for code that wants an executor; shutting that down closes this pool.
   *
   * @param options of all its tasks, such as a priority
   * @return a view, without threads of its own
   */
  TaskExecutorService asExecutorService(TaskOptions options);

  /**
   * Says what a call would send and get: encodes the function and what it has captured, and a
   * sample of its items; runs the function once with the sample, in a worker; and measures the
   * result. For people, before a large run. In a pool in which nothing crosses all parts are empty.
   *
   * <pre>{@code
   * System.out.print(pool.check(Search::hits, "one query"));
   * }</pre>
   *
   * @param <T> an item
   * @param <R> a result
   * @param function runs in workers, once for each item
   * @param sample one item as they are to come
   * @return what was found; it throws nothing for what cannot cross, or for a task that fails
   * @throws PoolClosedException if the pool is closed
   */
  <T, R> TravelReport check(TaskFunction<? super T, ? extends R> function, T sample);

  /**
   * What this pool is doing, and has done, at this moment. It disturbs nothing, and works behind
   * the pool's end too.
   *
   * @return a copy, which does not change
   */
  PoolStats stats();

  /**
   * Waits until all workers are up and initialized, those of a {@link ProcessPool} and the threads
   * of a {@link ThreadPool}, so that no task has to. A pool works without it: with those that are
   * up.
   *
   * @throws WorkerStartException if they cannot be started; the pool has failed then
   * @throws CallInterruptedException if the calling thread is interrupted
   */
  void warmUp();

  /**
   * Waits until all workers are up, and each has run something once, such as what loads the classes
   * or fills the cache that tasks use. A worker does so behind the tasks that it has, and is given
   * no others meanwhile; one that comes later, in the place of another, does not: that is the
   * initializer's.
   *
   * <pre>{@code
   * pool.warmUp(() -> Model.load(path));
   * }</pre>
   *
   * @param task is no task of a call: its {@link io.procpool.task.TaskContext} has no index and no
   *     seed, but the worker's state; in a {@link ProcessPool} it has the initializer's time limit
   * @throws TaskFailedException if it throws; the index is the worker's slot
   * @throws WorkerDiedException if a worker ends while it runs it; the worker is replaced
   * @throws CallInterruptedException if the calling thread is interrupted; what runs goes on
   */
  void warmUp(TaskRunnable task);

  /** {@return how many tasks can run at a time} */
  int processes();

  /**
   * The pools of this JVM that are not closed, of every kind: for tests, and for whoever looks for
   * what keeps processes alive. Each one's {@code toString()} begins with its name, and a colon;
   * its threads' and workers' names begin with that name, too; and it ends with the line that made
   * it.
   *
   * @return those that there were at one moment, in no order
   */
  static List<Pool> openPools() {
    return OpenPools.all();
  }

  /**
   * Takes no more work, finishes what was submitted, and ends the workers. An open {@link Results}
   * pulls no further items, and throws {@link PoolClosedException} behind the results of those that
   * it has pulled. If the thread is interrupted meanwhile, {@linkplain #terminate() terminates}.
   * Closing twice does nothing. Not to be called by what it waits for, such as the iterator of a
   * {@code map}.
   */
  @Override
  void close();

  /**
   * Ends the workers at once, whatever they are doing, waits until they are gone, and interrupts
   * what runs on the pool's own threads, such as callbacks. Everything that is still owed fails
   * with {@link PoolClosedException}.
   */
  void terminate();
}
