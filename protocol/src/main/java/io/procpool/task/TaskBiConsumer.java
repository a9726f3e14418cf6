package io.procpool.task;

import java.io.Serializable;
import java.util.Objects;

/**
 * What a child process does with two arguments. More of them a lambda captures.
 *
 * @param <A> its first argument
 * @param <B> its second argument
 */
@FunctionalInterface
public interface TaskBiConsumer<A, B> extends Serializable {

  /**
   * Runs in the child.
   *
   * @throws Exception whatever goes wrong
   */
  void accept(A first, B second) throws Exception;

  /** It, together with what it is to be called on. */
  static <A, B> TaskRunnable binding(
      TaskBiConsumer<? super A, ? super B> target, A first, B second) {
    Objects.requireNonNull(target, "target");
    return () -> target.accept(first, second);
  }
}
