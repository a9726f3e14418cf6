package io.procpool.task;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a running task can learn of itself: which worker runs it, which task of which job it is; and
 * what it can have from there: its worker's state, and random numbers of its own.
 *
 * <pre>{@code
 * pool.map(x -> TaskContext.current().workerName() + " squared " + x * x, items);
 * }</pre>
 *
 * <p>Belongs to the thread that runs the task; a thread started by a task has none. An initializer
 * and an exit hook have one too, of no job and no task.
 */
public abstract class TaskContext {

  /** A thread-local and not a static: a pool of threads runs several tasks in one JVM. */
  private static final ThreadLocal<TaskContext> CURRENT = new ThreadLocal<>();

  /** For the engine that runs tasks; user code reads {@link #current()}. */
  protected TaskContext() {}

  /**
   * {@return the context of the task that this thread is running}
   *
   * @throws IllegalStateException on a thread that is running no task
   */
  public static TaskContext current() {
    TaskContext context = CURRENT.get();
    if (context == null) {
      throw new IllegalStateException(
          "No task runs on thread "
              + Thread.currentThread().getName()
              + ": ask for the context on the thread that the task was called on.");
    }
    return context;
  }

  /**
   * Makes a context the current thread's own; {@code null} takes it away.
   *
   * @param context the one that begins; {@code null} for none
   * @return the one that was its own; or {@code null}
   */
  protected static TaskContext enter(TaskContext context) {
    TaskContext before = CURRENT.get();
    if (context == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(context);
    }
    return before;
  }

  /** {@return whether this is the current thread's own} */
  protected final boolean isOfThisThread() {
    return CURRENT.get() == this;
  }

  /** {@return the worker's name, such as {@code procpool-1-worker-3}} */
  public abstract String workerName();

  /**
   * {@return the worker's place in its pool, from 0; a replacement takes the place of the worker it
   * replaces}
   */
  public abstract int slot();

  /** {@return the process id of the JVM that runs the task} */
  public abstract long pid();

  /**
   * {@return the task's position in the input of its job, from 0; -1 in an initializer and an exit
   * hook, which are no tasks}
   */
  public abstract long taskIndex();

  /**
   * The name that the caller gave to the call that this is a task of; empty if none.
   *
   * @return the name, if there is one
   */
  public abstract Optional<String> jobName();

  /**
   * The seed of {@link #random()}: that of the call's options; if they have none, one made from the
   * pool's, {@code builder().seed(...)}, and the number of the call; if the pool has none, a fresh
   * one. A call that is given the seed of another again has the same random numbers.
   *
   * @return any number
   * @throws IllegalStateException in an initializer or an exit hook
   */
  public abstract long seed();

  /**
   * The task's own random numbers. They depend on the job's {@link #seed()} and the task's index
   * and nothing else: with the same seed they are the same for any number of workers, any chunk,
   * any kind of pool and any JVM, and again if the task is tried again. Those of different tasks
   * have nothing to do with each other.
   *
   * <pre>{@code
   * pool.map(x -> x + TaskContext.current().random().nextGaussian(), items,
   *     MapOptions.DEFAULT.withSeed(42));
   * }</pre>
   *
   * <p>It is the same object for the whole task, and goes on where it was. Not for several threads:
   * give each {@code new SplittableRandom(random.nextLong())}.
   *
   * <p>The algorithm is that of {@code L64X128MixRandom}. Its state <i>(a, s, x0, x1)</i> is the
   * first four numbers of {@code new SplittableRandom(mix(mix(seed) + 0x9e3779b97f4a7c15L *
   * index))}, the first of them made odd, where <i>mix</i> is the function that makes a {@code
   * SplittableRandom}'s numbers of its state (David Stafford's variant 13). The n-th call of a
   * pool, counted from 0, that has no seed in its options has as its own the first {@code
   * nextLong()} of the stream of the pool's seed and the index n. This will not change.
   *
   * @return a stream of numbers, the same object whenever this task asks
   * @throws IllegalStateException in an initializer or an exit hook
   */
  public abstract RandomGenerator random();

  /**
   * What the pool's initializer gave in this worker: a model, a connection, a counter. Each worker
   * has its own, made before its first task and, if it is {@link AutoCloseable}, closed when the
   * worker ends, behind the exit hook.
   *
   * <pre>{@code
   * ProcessPool pool = ProcessPool.builder().initializer(() -> Model.load(path)).build();
   * pool.map(page -> TaskContext.current().state(Model.class).label(page), pages);
   * }</pre>
   *
   * @param <S> its type
   * @param type of the state, or one that it extends
   * @return the state, never {@code null}
   * @throws IllegalStateException if there is none
   * @throws ClassCastException if it is of another type; or of a class of this name that another
   *     class loader has: the pool was built by another application
   */
  public abstract <S> S state(Class<S> type);
}
