package io.procpool.task;

/**
 * What a running task can learn of itself: which worker runs it, and which task of its job it is.
 *
 * <pre>{@code
 * pool.map(x -> TaskContext.current().workerName() + " squared " + x * x, items);
 * }</pre>
 *
 * <p>Belongs to the thread that runs the task; a thread started by a task has none.
 */
public abstract class TaskContext {

  /** A thread-local and not a static: a pool of threads runs several tasks in one JVM. */
  private static final ThreadLocal<TaskContext> CURRENT = new ThreadLocal<>();

  /** For the engine that runs tasks; user code reads {@link #current()}. */
  protected TaskContext() {}

  /**
   * The context of the task that this thread is running.
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

  /** The worker's name, such as {@code procpool-1-worker-3}. */
  public abstract String workerName();

  /**
   * The worker's place in its pool, from 0; a replacement takes the place of the worker it
   * replaces.
   */
  public abstract int slot();

  /** The process id of the JVM that runs the task. */
  public abstract long pid();

  /** The task's position in the input of its job, from 0. */
  public abstract long taskIndex();
}
