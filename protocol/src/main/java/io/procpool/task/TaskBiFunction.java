package io.procpool.task;

import java.io.Serializable;

/**
 * A function of two arguments that runs in a worker, for {@code starmap}.
 *
 * <pre>{@code
 * List<Long> powers = pool.starmap((base, exponent) -> pow(base, exponent), Map.of(2, 10, 3, 7).entrySet());
 * }</pre>
 *
 * <p>Runs on one thread of a worker at a time; in a thread pool, on several threads at once.
 *
 * @param <A> its first argument
 * @param <B> its second argument
 * @param <R> the result it gives
 */
@FunctionalInterface
public interface TaskBiFunction<A, B, R> extends Serializable {

  /**
   * Runs in the worker, once per pair of arguments.
   *
   * @param first the first argument
   * @param second the second argument
   * @return the result, which crosses to the caller
   * @throws Exception whatever the task throws; it reaches the caller as the cause of the failure
   */
  R apply(A first, B second) throws Exception;

  /** {@return this function as one of one item, which holds both arguments} */
  default TaskFunction<TaskArguments<A, B>, R> unpacking() {
    return arguments -> {
      if (arguments == null) {
        throw new IllegalArgumentException(
            "This element is null: it cannot be unpacked into two arguments.");
      }
      return apply(arguments.first(), arguments.second());
    };
  }
}
