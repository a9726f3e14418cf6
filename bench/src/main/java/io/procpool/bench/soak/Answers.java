package io.procpool.bench.soak;

import io.procpool.task.TaskContext;

/**
 * What tasks answer, so that a wrong answer is known and the worker it came from, too. An array of
 * three numbers, for a record would have each of a thousand workers start a serializer for it.
 */
final class Answers {

  private Answers() {}

  /** In a worker: the answer of the task with a number. */
  static long[] of(long number) {
    return new long[] {number, TaskContext.current().pid(), mix(number)};
  }

  static long number(long[] answer) {
    return answer[0];
  }

  static long pid(long[] answer) {
    return answer[1];
  }

  static boolean isRight(long[] answer, long number) {
    return answer.length == 3 && number(answer) == number && answer[2] == mix(number);
  }

  private static long mix(long number) {
    return (number + 1) * 0x9E3779B97F4A7C15L;
  }
}
