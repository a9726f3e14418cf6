package io.procpool.it.values;

import io.procpool.task.TaskCallable;
import io.procpool.task.TaskFunction;

/** Functions of a class that is allowed where others are not. */
final class Functions {

  private Functions() {}

  static TaskCallable<Long> pid() {
    return () -> ProcessHandle.current().pid();
  }

  static <T> TaskFunction<T, T> identity() {
    return value -> value;
  }

  static TaskCallable<Object> givingASecret() {
    return () -> CodecRulesIT.secret();
  }

  static TaskCallable<Object> throwingASecret() {
    return () -> {
      throw CodecRulesIT.secretException();
    };
  }
}
