package io.procpool.task;

import java.io.Serializable;
import java.util.Objects;

/**
 * What a child process does with two arguments. More of them a lambda captures.
 *
 * <pre>{@code
 * ChildProcess.of(Greeter::hello, "bob", 3).start();
 * }</pre>
 *
 * @param <A> its first argument
 * @param <B> its second argument
 */
@FunctionalInterface
public interface TaskBiConsumer<A, B> extends Serializable {

  /**
   * Runs in the child.
   *
   * @param first its own copy
   * @param second its own copy
   * @throws Exception whatever goes wrong
   */
  void accept(A first, B second) throws Exception;

  /**
   * It, together with what it is to be called on.
   *
   * @param <A> the first argument
   * @param <B> the second argument
   * @param target is called
   * @param first with this
   * @param second and this
   * @return a task that calls it
   */
  static <A, B> TaskRunnable binding(
      TaskBiConsumer<? super A, ? super B> target, A first, B second) {
    Objects.requireNonNull(target, "target");
    return () -> target.accept(first, second);
  }
}
