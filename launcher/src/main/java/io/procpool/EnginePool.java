package io.procpool;

import io.procpool.codec.CodecRules;
import io.procpool.internal.calls.Calls;
import io.procpool.internal.calls.TaskExecutor;
import io.procpool.internal.engine.Engine;
import io.procpool.internal.threads.SerialEngine;
import io.procpool.task.TaskBiFunction;
import io.procpool.task.TaskCallable;
import io.procpool.task.TaskFunction;
import io.procpool.task.TaskRunnable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** Every way to call a pool, over the engine that is its kind. */
abstract class EnginePool implements Pool {

  private final Engine engine;
  private final Calls calls;

  EnginePool(Engine engine) {
    this(engine, null, null);
  }

  /**
   * @param limit or {@code null}
   * @param rules by which copies are made for calls that run on the calling thread, if that is what
   *     the limit asks for; {@code null} if none are
   */
  EnginePool(Engine engine, QueueLimit limit, CodecRules rules) {
    boolean runsHere = limit != null && limit.whenFull() == QueueLimit.WhenFull.RUN_HERE;
    this.engine = engine;
    this.calls = new Calls(engine, limit, runsHere ? SerialEngine.ofCallers(rules) : null);
    OpenPools.add(this);
  }

  boolean isOpen() {
    return !engine.isClosed();
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
  public <T, R> List<Outcome<R>> mapSettled(
      TaskFunction<? super T, ? extends R> function,
      Iterable<? extends T> items,
      MapOptions options) {
    return calls.mapSettled(function, items, options);
  }

  @Override
  public <T, R> Results<R> imap(
      TaskFunction<? super T, ? extends R> function,
      Iterable<? extends T> items,
      MapOptions options) {
    return calls.imap(function, items, options);
  }

  @Override
  public <T, R> Results<Outcome<R>> imapSettled(
      TaskFunction<? super T, ? extends R> function,
      Iterable<? extends T> items,
      MapOptions options) {
    return calls.imapSettled(function, items, options);
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
  public <A, B, R> CompletableFuture<List<R>> starmapAsync(
      TaskBiFunction<? super A, ? super B, ? extends R> function,
      Iterable<? extends Map.Entry<? extends A, ? extends B>> pairs,
      MapOptions options) {
    return calls.starmapAsync(function, pairs, options);
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
  public TaskExecutorService asExecutorService(TaskOptions options) {
    return new TaskExecutor(calls, engine, options);
  }

  @Override
  public <T, R> TravelReport check(TaskFunction<? super T, ? extends R> function, T sample) {
    return calls.check(function, sample);
  }

  @Override
  public PoolStats stats() {
    return engine.stats();
  }

  @Override
  public void warmUp() {
    engine.warmUp(null);
  }

  @Override
  public void warmUp(TaskRunnable task) {
    engine.warmUp(Objects.requireNonNull(task, "task"));
  }

  @Override
  public int processes() {
    return engine.parallelism();
  }

  /**
   * Such as {@code procpool-1: 8 workers, each with 512 MiB of heap and 1 processor, made at
   * com.acme.Index.main(Index.java:12)}.
   */
  @Override
  public String toString() {
    return engine.describe() + ", made at " + OpenPools.placeOf(this);
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
