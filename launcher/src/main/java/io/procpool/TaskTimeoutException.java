package io.procpool;

import java.time.Duration;

/**
 * The task was over one of its limits. If it ran, the cause holds the stack of its thread, taken in
 * the worker when the time was up, and the worker was replaced; if it waited for too long, it has
 * not run, and there is no cause.
 *
 * <pre>{@code
 * try {
 *   pool.apply(() -> render(book), TaskOptions.DEFAULT.withTaskTimeout(Duration.ofSeconds(30)));
 * } catch (TaskTimeoutException e) {
 *   log.warn("stuck", e.getCause()); // where it was
 * }
 * }</pre>
 */
public final class TaskTimeoutException extends TaskException {

  private static final long serialVersionUID = 1L;

  private final Duration limit;

  /**
   * For pools, which throw it.
   *
   * @param index of the task in the input; -1 for what is no single task's
   * @param input the beginning of the task's input; may be {@code null}
   * @param limit that the task was over
   * @param message what happened, to whom, and what now
   * @param stack where the task was; {@code null} if it had not started
   */
  public TaskTimeoutException(
      long index, String input, Duration limit, String message, Throwable stack) {
    super(index, input, message, stack);
    this.limit = limit;
  }

  /** {@return the limit that the task was over} */
  public Duration limit() {
    return limit;
  }
}
