package io.procpool.task;

import java.io.Serializable;

/**
 * A function of one argument that runs in a worker.
 *
 * <p>A plain lambda or method reference is one. It is serialized together with what it captures,
 * and sent once per worker and job.
 *
 * @param <T> the item it takes
 * @param <R> the result it gives
 */
@FunctionalInterface
public interface TaskFunction<T, R> extends Serializable {

  /**
   * Runs in the worker, once per item, on one thread.
   *
   * @throws Exception whatever the task throws; it reaches the caller as the cause of the failure
   */
  R apply(T item) throws Exception;
}
