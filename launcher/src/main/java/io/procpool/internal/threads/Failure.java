package io.procpool.internal.threads;

import io.procpool.Retries;
import io.procpool.SerializationException;
import io.procpool.TaskException;
import io.procpool.TaskFailedException;
import io.procpool.TaskTimeoutException;
import io.procpool.internal.engine.InputPreview;
import java.time.Duration;
import java.util.Set;

/**
 * Why one attempt at a task has failed.
 *
 * @param kind what it is to retries; {@code null} for what is never tried again
 * @param thrown by the task; or {@code null}
 * @param what it did, as the rest of a sentence about it
 * @param form of the exception that says so
 */
record Failure(Retries.Failure kind, Throwable thrown, String what, Form form) {

  static Failure thrown(Throwable thrown, String worker) {
    return new Failure(
        Retries.Failure.TASK_FAILED,
        thrown,
        "failed in " + worker + ".",
        (index, input, message) -> new TaskFailedException(index, input, message, thrown));
  }

  /**
   * It ran for too long.
   *
   * @param place where it was
   */
  static Failure overrun(Duration limit, String what, Throwable place) {
    return new Failure(
        Retries.Failure.TIMED_OUT,
        null,
        "ran for longer than " + limit + " in " + what,
        (index, input, message) -> new TaskTimeoutException(index, input, limit, message, place));
  }

  /** It waited for too long. */
  static Failure expired(Duration limit) {
    return new Failure(
        null,
        null,
        "was not started within " + limit + ": the pool was busy.",
        (index, input, message) -> new TaskTimeoutException(index, input, limit, message, null));
  }

  static Failure refused(Uncopied refusal) {
    return new Failure(
        null,
        null,
        refusal.getMessage(),
        (index, input, message) ->
            new SerializationException(index, input, message, refusal.getCause()));
  }

  /** Whether it is a thrown exception of none but these classes, or of any if there are none. */
  boolean isOneOf(Set<String> exceptions) {
    boolean isOne = thrown == null || exceptions.isEmpty();
    for (Class<?> type = isOne ? null : thrown.getClass(); type != null; ) {
      isOne |= exceptions.contains(type.getName());
      type = type.getSuperclass();
    }
    return isOne;
  }

  TaskException exception(long index, String input, String tried) {
    String message = "Task " + index + " " + what + tried + InputPreview.sentence(input);
    return form.exception(index, input, message);
  }

  /** Makes an exception. */
  interface Form {

    TaskException exception(long index, String input, String message);
  }
}
