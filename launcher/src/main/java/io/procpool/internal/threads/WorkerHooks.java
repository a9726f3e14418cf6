package io.procpool.internal.threads;

import io.procpool.context.WorkerContext;
import io.procpool.internal.observing.PoolLog;
import io.procpool.task.TaskCallable;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * What a worker in this JVM does first and last, beside its tasks.
 *
 * @param initializer gives its state, or {@code null}
 * @param exitHook or {@code null}
 * @param receiver takes what that gives; {@code null} if there is none
 */
public record WorkerHooks(
    Callable<?> initializer, Callable<?> exitHook, Consumer<Object> receiver) {

  /** Nothing. */
  public static final WorkerHooks NONE = new WorkerHooks(null, null, null);

  public WorkerHooks withInitializer(TaskCallable<?> task) {
    return new WorkerHooks(task, exitHook, receiver);
  }

  @SuppressWarnings("unchecked") // whoever made the hook made its receiver
  public <R> WorkerHooks withExitHook(TaskCallable<R> hook, Consumer<? super R> taker) {
    return new WorkerHooks(initializer, hook, (Consumer<Object>) taker);
  }

  /** These, as they would be in another JVM. */
  WorkerHooks copied(Copies copies) {
    return new WorkerHooks(
        initializer == null ? null : copies.copyFunction(initializer),
        exitHook == null ? null : copies.copyingCall(exitHook),
        receiver);
  }

  /** Before a worker's first task. */
  void begin(WorkerContext worker) throws Exception {
    if (initializer != null) {
      worker.keep(worker.runBesideTasks(initializer));
    }
  }

  /** Behind its last. What goes wrong is told, and harms nobody. */
  void end(WorkerContext worker) {
    if (exitHook == null) {
      return;
    }
    Object word;
    try {
      word = worker.runBesideTasks(exitHook);
    } catch (Throwable e) {
      PoolLog.warn("The exit hook failed in " + worker.workerName(), e);
      return;
    }
    try {
      receiver.accept(word);
    } catch (RuntimeException | Error e) {
      PoolLog.warn(
          "The exit hook's result of " + worker.workerName() + " could not be received", e);
    }
  }

  /** Behind that, and whatever has ended the worker. */
  static void closeState(WorkerContext worker) {
    try {
      worker.closeState();
    } catch (Throwable e) {
      PoolLog.warn(
          "What the initializer gave in " + worker.workerName() + " could not be closed", e);
    }
  }
}
