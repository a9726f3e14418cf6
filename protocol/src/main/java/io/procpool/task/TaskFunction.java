package io.procpool.task;

import java.io.Serializable;

/**
 * A function of one argument that runs in a worker.
 *
 * <p>A plain lambda or method reference is one. It is serialized together with what it captures,
 * and sent once per worker and job.
 *
 * <pre>{@code
 * List<Integer> lengths = pool.map(String::length, lines);
 * }</pre>
 *
 * <p>Runs on one thread of a worker at a time; in a thread pool, on several threads at once.
 *
 * @param <T> the item it takes
 * @param <R> the result it gives
 */
@FunctionalInterface
public interface TaskFunction<T, R> extends Serializable {

  /**
   * Runs in the worker, once per item, on one thread.
   *
   * @param item one of the input
   * @return the result, which crosses to the caller
   * @throws Exception whatever the task throws; it reaches the caller as the cause of the failure
   */
  R apply(T item) throws Exception;
}
