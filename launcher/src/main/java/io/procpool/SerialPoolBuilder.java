package io.procpool;

import io.procpool.codec.CodecRules;
import io.procpool.internal.threads.SerialEngine;
import io.procpool.internal.threads.WorkerHooks;
import io.procpool.task.TaskCallable;
import io.procpool.task.TaskRunnable;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * How a {@link SerialPool} is asked for: with what the pool that it stands for will have.
 * Everything has a default.
 *
 * <pre>{@code
 * SerialPool pool = SerialPool.builder().strict().initializer(() -> Model.load(path)).build();
 * }</pre>
 *
 * <p>Not thread-safe. Each {@link #build()} makes a new pool.
 */
public final class SerialPoolBuilder {

  private boolean isStrict;
  private TaskOptions tasks = TaskOptions.DEFAULT;
  private WorkerHooks hooks = WorkerHooks.NONE;
  private PoolListener listener;

  SerialPoolBuilder() {}

  /**
   * {@link SerialPool#strict()}; the initializer and the exit hook cross then too.
   *
   * @return this builder
   */
  public SerialPoolBuilder strict() {
    isStrict = true;
    return this;
  }

  /**
   * {@link ProcessPoolBuilder#seed}.
   *
   * @param number any
   * @return this builder
   */
  public SerialPoolBuilder seed(long number) {
    tasks = tasks.withSeed(number);
    return this;
  }

  /**
   * What {@link #build()} runs once, on its thread, and what it gives, the tasks' {@linkplain
   * io.procpool.task.TaskContext#state state}.
   *
   * @param task its result is the state
   * @return this builder
   */
  public SerialPoolBuilder initializer(TaskCallable<?> task) {
    hooks = hooks.withInitializer(Objects.requireNonNull(task, "task"));
    return this;
  }

  /**
   * {@link #initializer(TaskCallable)} without a state.
   *
   * @param task runs once
   * @return this builder
   */
  public SerialPoolBuilder initializer(TaskRunnable task) {
    return initializer(task.givingNothing());
  }

  /**
   * What {@link SerialPool#close()} runs once, on its thread. If it throws, that is logged.
   *
   * @param receiver takes what it gave, there
   * @param <R> what the hook gives
   * @param hook runs once
   * @return this builder
   */
  public <R> SerialPoolBuilder exitHook(TaskCallable<R> hook, Consumer<? super R> receiver) {
    Objects.requireNonNull(hook, "hook");
    hooks = hooks.withExitHook(hook, Objects.requireNonNull(receiver, "receiver"));
    return this;
  }

  /**
   * Who is told of each task, on the thread that ran it; nobody by default. Such a pool has no
   * workers to tell of, and no chunks.
   *
   * @param its called on the thread that ran the task
   * @return this builder
   */
  public SerialPoolBuilder listener(PoolListener its) {
    listener = Objects.requireNonNull(its, "its");
    return this;
  }

  /**
   * A pool with these settings.
   *
   * @return a new pool
   * @throws WorkerStartException if the initializer fails; the cause is what it threw
   * @throws SerializationException if the pool is strict, and a hook cannot cross
   */
  public SerialPool build() {
    return new SerialPool(
        new SerialEngine(isStrict ? CodecRules.NONE : null, tasks, hooks, listener));
  }
}
