package io.procpool;

import java.time.Duration;

/**
 * The task was over one of its limits. If it ran, the cause holds the stack of its thread, taken in
 * the worker when the time was up, and the worker was replaced; if it waited for too long, it has
 * not run, and there is no cause.
 */
public final class TaskTimeoutException extends TaskException {

  private static final long serialVersionUID = 1L;

  private final Duration limit;

  public TaskTimeoutException(
      long index, String input, Duration limit, String message, Throwable stack) {
    super(index, input, message, stack);
    this.limit = limit;
  }

  /** The limit that the task was over. */
  public Duration limit() {
    return limit;
  }
}
