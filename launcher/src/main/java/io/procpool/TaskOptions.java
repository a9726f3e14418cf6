package io.procpool;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How long a task may wait and run, and how often it is tried. Immutable. What is left open is as
 * the pool was built.
 *
 * <pre>{@code
 * pool.apply(() -> render(book), TaskOptions.DEFAULT.withTaskTimeout(Duration.ofSeconds(30)));
 * }</pre>
 *
 * @param taskTimeout how long one task may run, from when its worker starts it, whatever chunk it
 *     came in. A task over its limit is interrupted, given the pool's grace, and then killed with
 *     its worker; it fails with {@link TaskTimeoutException}
 * @param queueTimeout how long a task may wait for its start, from when it was pulled from its
 *     input; one that waits longer never runs, and fails with {@link TaskTimeoutException}
 * @param jobTimeout how long the whole call may take, from its beginning; what has not ended by
 *     then is stopped as by a cancellation, and the call fails with {@link JobTimeoutException}
 * @param retries how often, and for what, a failed task is tried again
 */
public record TaskOptions(
    Optional<Duration> taskTimeout,
    Optional<Duration> queueTimeout,
    Optional<Duration> jobTimeout,
    Optional<Retries> retries) {

  /** No limit, for a call of a pool that was built with one. */
  public static final Duration NO_LIMIT = Duration.ofSeconds(Long.MAX_VALUE);

  /** All as the pool was built. */
  public static final TaskOptions DEFAULT =
      new TaskOptions(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public TaskOptions {
    requirePositive("taskTimeout", taskTimeout);
    requirePositive("queueTimeout", queueTimeout);
    requirePositive("jobTimeout", jobTimeout);
    Objects.requireNonNull(retries, "retries");
  }

  /** These options with a limit for how long one task may run. */
  public TaskOptions withTaskTimeout(Duration limit) {
    return new TaskOptions(Optional.of(limit), queueTimeout, jobTimeout, retries);
  }

  /** These options with a limit for how long a task may wait for its start. */
  public TaskOptions withQueueTimeout(Duration limit) {
    return new TaskOptions(taskTimeout, Optional.of(limit), jobTimeout, retries);
  }

  /** These options with a limit for how long the whole call may take. */
  public TaskOptions withJobTimeout(Duration limit) {
    return new TaskOptions(taskTimeout, queueTimeout, Optional.of(limit), retries);
  }

  /** These options with other retries. */
  public TaskOptions withRetries(Retries other) {
    return new TaskOptions(taskTimeout, queueTimeout, jobTimeout, Optional.of(other));
  }

  /** These options, with what is left open taken from others. */
  public TaskOptions orElse(TaskOptions others) {
    return new TaskOptions(
        taskTimeout.or(others::taskTimeout),
        queueTimeout.or(others::queueTimeout),
        jobTimeout.or(others::jobTimeout),
        retries.or(others::retries));
  }

  private static void requirePositive(String name, Optional<Duration> limit) {
    if (limit.isPresent() && (limit.get().isNegative() || limit.get().isZero())) {
      throw new IllegalArgumentException(name + " must be longer than 0, was " + limit.get());
    }
  }
}
