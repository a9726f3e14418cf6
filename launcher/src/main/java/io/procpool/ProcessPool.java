package io.procpool;

import io.procpool.internal.calls.Calls;
import io.procpool.internal.dispatch.PoolSettings;
import io.procpool.internal.dispatch.ProcessEngine;
import io.procpool.task.TaskBiFunction;
import io.procpool.task.TaskCallable;
import io.procpool.task.TaskFunction;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A {@link Pool} of worker JVMs: every task runs in another process, with a heap, statics and a
 * garbage collector of its own.
 *
 * <pre>{@code
 * try (ProcessPool pool = ProcessPool.create(8)) {
 *   List<Long> squares = pool.map(x -> x * x, List.of(1L, 2L, 3L));
 * }
 * }</pre>
 *
 * <p>Its threads are daemons and its workers die with this JVM: a forgotten pool keeps nothing
 * alive.
 */
public final class ProcessPool implements Pool {

  private final ProcessEngine engine;
  private final Calls calls;

  ProcessPool(PoolSettings settings) {
    engine = ProcessEngine.start(settings);
    calls = new Calls(engine);
  }

  /**
   * A pool with default settings, as soon as its first worker is ready.
   *
   * @param processes how many workers
   * @throws IllegalArgumentException if that is less than 1
   * @throws WorkerStartException if they cannot be started
   */
  public static ProcessPool create(int processes) {
    return builder().processes(processes).build();
  }

  /** A pool with settings of one's own. */
  public static ProcessPoolBuilder builder() {
    return new ProcessPoolBuilder();
  }

  @Override
  public <T, R> List<R> map(
      TaskFunction<? super T, ? extends R> function,
      Iterable<? extends T> items,
      MapOptions options) {
    return calls.map(function, items, options);
  }

  @Override
  public <T, R> CompletableFuture<List<R>> mapAsync(
      TaskFunction<? super T, ? extends R> function,
      Iterable<? extends T> items,
      MapOptions options) {
    return calls.mapAsync(function, items, options);
  }

  @Override
  public <T, R> Results<R> imap(
      TaskFunction<? super T, ? extends R> function,
      Iterable<? extends T> items,
      MapOptions options) {
    return calls.imap(function, items, options);
  }

  @Override
  public <T, R> Results<R> imapUnordered(
      TaskFunction<? super T, ? extends R> function,
      Iterable<? extends T> items,
      MapOptions options) {
    return calls.imapUnordered(function, items, options);
  }

  @Override
  public <A, B, R> List<R> starmap(
      TaskBiFunction<? super A, ? super B, ? extends R> function,
      Iterable<? extends Map.Entry<? extends A, ? extends B>> pairs,
      MapOptions options) {
    return calls.starmap(function, pairs, options);
  }

  @Override
  public <R> R apply(TaskCallable<? extends R> task, TaskOptions options) {
    return calls.apply(task, options);
  }

  @Override
  public <R> CompletableFuture<R> applyAsync(TaskCallable<? extends R> task, TaskOptions options) {
    return calls.applyAsync(task, options);
  }

  @Override
  public <T, R> TravelReport check(TaskFunction<? super T, ? extends R> function, T sample) {
    return calls.check(function, sample);
  }

  /**
   * Has more or fewer workers from now on. Returns at once; workers that are too many finish the
   * tasks they run, and what waits with them runs elsewhere.
   *
   * @throws IllegalArgumentException if that is less than 1
   * @throws PoolClosedException if the pool is closed
   */
  public void resize(int processes) {
    engine.resize(processes);
  }

  @Override
  public int processes() {
    return engine.parallelism();
  }

  /** Such as {@code procpool-1: 8 workers, each with 512 MiB of heap and 1 processor}. */
  @Override
  public String toString() {
    return engine.describe();
  }

  @Override
  public void close() {
    engine.close();
  }

  @Override
  public void terminate() {
    engine.terminate();
  }
}
