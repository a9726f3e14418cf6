package io.procpool;

import io.procpool.internal.threads.ThreadSettings;
import io.procpool.internal.threads.WorkerHooks;
import io.procpool.task.TaskCallable;
import io.procpool.task.TaskRunnable;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * How a {@link ThreadPool} is asked for. Everything has a default.
 *
 * <pre>{@code
 * ThreadPool pool = ThreadPool.builder().threads(40).taskTimeout(Duration.ofSeconds(30)).build();
 * }</pre>
 *
 * <p>Not thread-safe. Each {@link #build()} makes a new pool.
 */
public final class ThreadPoolBuilder {

  private int threads = PoolSize.cores();
  private boolean areVirtual;
  private TaskOptions tasks = TaskOptions.DEFAULT;
  private Duration grace = Duration.ofSeconds(1);
  private QueueLimit queueLimit;
  private WorkerHooks hooks = WorkerHooks.NONE;
  private Duration initializerTimeout = Duration.ofSeconds(60);
  private Duration stopTimeout = Duration.ofSeconds(5);
  private PoolListener listener;

  ThreadPoolBuilder() {}

  /**
   * How many tasks run at a time; as many as there are processors by default.
   *
   * @param number 1 or more
   * @return this builder
   */
  public ThreadPoolBuilder threads(int number) {
    threads = number;
    return this;
  }

  /**
   * Virtual threads, where the JVM has them.
   *
   * @return this builder
   */
  public ThreadPoolBuilder virtual() {
    areVirtual = true;
    return this;
  }

  /**
   * The limits and retries of tasks that do not have their own; none by default.
   *
   * @param options what they leave open has no limit, and no retries
   * @return this builder
   */
  public ThreadPoolBuilder tasks(TaskOptions options) {
    tasks = options;
    return this;
  }

  /**
   * How long a task may run; without a limit by default.
   *
   * @param limit longer than 0
   * @return this builder
   */
  public ThreadPoolBuilder taskTimeout(Duration limit) {
    return tasks(tasks.withTaskTimeout(limit));
  }

  /**
   * How long a task may wait for its start; without a limit by default.
   *
   * @param limit longer than 0
   * @return this builder
   */
  public ThreadPoolBuilder queueTimeout(Duration limit) {
    return tasks(tasks.withQueueTimeout(limit));
  }

  /**
   * How long a whole call may take; without a limit by default.
   *
   * @param limit longer than 0
   * @return this builder
   */
  public ThreadPoolBuilder jobTimeout(Duration limit) {
    return tasks(tasks.withJobTimeout(limit));
  }

  /**
   * How often a failed task is tried again; never by default.
   *
   * @param most how often at most, 0 or more
   * @return this builder
   */
  public ThreadPoolBuilder retries(int most) {
    return retries(Retries.of(most));
  }

  /**
   * How often, and for what, a failed task is tried again.
   *
   * @param retries how often, and for what
   * @return this builder
   */
  public ThreadPoolBuilder retries(Retries retries) {
    return tasks(tasks.withRetries(retries));
  }

  /**
   * How many calls may wait whose callers do not wait for them, and what becomes of one that is too
   * many; without a limit by default.
   *
   * @param limit in place of none
   * @return this builder
   */
  public ThreadPoolBuilder queueLimit(QueueLimit limit) {
    queueLimit = Objects.requireNonNull(limit, "limit");
    return this;
  }

  /**
   * From interrupting a task to abandoning it with its thread; a second by default.
   *
   * @param time 0 or longer
   * @return this builder
   */
  public ThreadPoolBuilder grace(Duration time) {
    grace = time;
    return this;
  }

  /**
   * {@link ProcessPoolBuilder#seed}.
   *
   * @param number any
   * @return this builder
   */
  public ThreadPoolBuilder seed(long number) {
    return tasks(tasks.withSeed(number));
  }

  /**
   * What each thread runs once before its first task, and what it gives, the tasks' {@linkplain
   * io.procpool.task.TaskContext#state state}. If it throws, the pool fails: what is owed, and
   * every later call, with a {@link WorkerStartException} whose cause is what it threw.
   *
   * @param task runs in each thread, which must be able to share it
   * @return this builder
   */
  public ThreadPoolBuilder initializer(TaskCallable<?> task) {
    hooks = hooks.withInitializer(Objects.requireNonNull(task, "task"));
    return this;
  }

  /**
   * {@link #initializer(TaskCallable)} without a state.
   *
   * @param task runs in each thread, which must be able to share it
   * @return this builder
   */
  public ThreadPoolBuilder initializer(TaskRunnable task) {
    return initializer(task.givingNothing());
  }

  /**
   * How long the initializer may take, before the pool fails; 60 seconds by default.
   *
   * @param timeout longer than 0
   * @return this builder
   */
  public ThreadPoolBuilder initializerTimeout(Duration timeout) {
    initializerTimeout = Objects.requireNonNull(timeout, "timeout");
    return this;
  }

  /**
   * What each thread runs once when it ends: when the pool is closed or when it has had nothing to
   * do for a minute (a virtual one as soon as it has nothing to do). One that is abandoned, or
   * whose pool is terminated, does not run it. If it throws, that is logged.
   *
   * @param receiver takes what it gave, once per thread, there; {@link ThreadPool#close()} waits
   *     for it
   * @param <R> what the hook gives
   * @param hook runs in each thread
   * @return this builder
   */
  public <R> ThreadPoolBuilder exitHook(TaskCallable<R> hook, Consumer<? super R> receiver) {
    Objects.requireNonNull(hook, "hook");
    hooks = hooks.withExitHook(hook, Objects.requireNonNull(receiver, "receiver"));
    return this;
  }

  /**
   * How long the exit hook may take, before it is interrupted; 5 seconds by default.
   *
   * @param timeout longer than 0
   * @return this builder
   */
  public ThreadPoolBuilder stopTimeout(Duration timeout) {
    stopTimeout = Objects.requireNonNull(timeout, "timeout");
    return this;
  }

  /**
   * Who is told what happens in the pool; nobody by default.
   *
   * @param its called on a thread of the pool, one call at a time
   * @return this builder
   */
  public ThreadPoolBuilder listener(PoolListener its) {
    listener = Objects.requireNonNull(its, "its");
    return this;
  }

  /**
   * A pool with these settings.
   *
   * @return a new pool, which is the caller's to close
   * @throws IllegalArgumentException if one of them makes no sense
   * @throws UnsupportedOperationException if this JVM has no virtual threads and they were asked
   *     for
   */
  public ThreadPool build() {
    return new ThreadPool(
        new ThreadSettings(
            threads, areVirtual, tasks, grace, hooks, initializerTimeout, stopTimeout, listener),
        queueLimit);
  }
}
