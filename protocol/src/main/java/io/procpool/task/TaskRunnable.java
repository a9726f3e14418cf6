package io.procpool.task;

import java.io.Serializable;

/**
 * What a worker does without an argument or a result, such as its initializer.
 *
 * <pre>{@code
 * ProcessPool.builder().initializer(() -> Model.load(path)).build();
 * }</pre>
 *
 * <p>Runs on one thread of a worker. What it has captured is copied there.
 */
@FunctionalInterface
public interface TaskRunnable extends Serializable {

  /**
   * Runs in the worker.
   *
   * @throws Exception whatever goes wrong; it reaches the caller as the cause of the failure
   */
  void run() throws Exception;

  /**
   * This as a task that gives {@code null}.
   *
   * @return a task that runs this one
   */
  default TaskCallable<Void> givingNothing() {
    return () -> {
      run();
      return null;
    };
  }
}
