package io.procpool.task;

import java.io.Serializable;
import java.util.Objects;

/**
 * What a child process does with one argument. A lambda or method reference that gives a result is
 * one too: nobody asks for it.
 *
 * <pre>{@code
 * ChildProcess.of(Greeter::hello, "bob").start();
 * }</pre>
 *
 * @param <A> its argument
 */
@FunctionalInterface
public interface TaskConsumer<A> extends Serializable {

  /**
   * Runs in the child.
   *
   * @param argument its own copy
   * @throws Exception whatever goes wrong
   */
  void accept(A argument) throws Exception;

  /**
   * It, together with what it is to be called on.
   *
   * @param <A> the argument
   * @param target is called
   * @param argument with this
   * @return a task that calls it
   */
  static <A> TaskRunnable binding(TaskConsumer<? super A> target, A argument) {
    Objects.requireNonNull(target, "target");
    return () -> target.accept(argument);
  }
}
