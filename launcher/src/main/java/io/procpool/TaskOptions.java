package io.procpool;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How long a task may wait and run, how often it is tried, what it comes before, and what it is
 * told of its job. Immutable. What is left open is as the pool was built.
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
 * @param priority from {@link #MIN_PRIORITY} to {@link #MAX_PRIORITY}, as that of a {@link Thread};
 *     {@link #NORMAL_PRIORITY} by default. No task of a call is started while there are tasks of a
 *     higher one to start, however long that goes on; what runs is not stopped for it. Calls of the
 *     same priority share the workers' time. It means nothing to a {@link SerialPool}
 * @param seed of the random numbers of the call's tasks, {@link
 *     io.procpool.task.TaskContext#random()}; each call has another by default
 * @param name of the call, {@link io.procpool.task.TaskContext#jobName()}; none by default
 */
public record TaskOptions(
    Optional<Duration> taskTimeout,
    Optional<Duration> queueTimeout,
    Optional<Duration> jobTimeout,
    Optional<Retries> retries,
    OptionalInt priority,
    Optional<Long> seed,
    Optional<String> name) {

  /** No limit, for a call of a pool that was built with one. */
  public static final Duration NO_LIMIT = Duration.ofSeconds(Long.MAX_VALUE);

  /** Behind all others. */
  public static final int MIN_PRIORITY = Thread.MIN_PRIORITY;

  /** Of calls that have no other. */
  public static final int NORMAL_PRIORITY = Thread.NORM_PRIORITY;

  /** Before all others. */
  public static final int MAX_PRIORITY = Thread.MAX_PRIORITY;

  /** All as the pool was built. */
  public static final TaskOptions DEFAULT =
      new TaskOptions(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty());

  /**
   * Checks what was asked for.
   *
   * @param taskTimeout of one run of a task
   * @param queueTimeout of the wait for its start
   * @param jobTimeout of the whole call
   * @param retries how often, and for what
   * @param priority what the call comes before
   * @param seed of the random numbers of its tasks
   * @param name of the call
   * @throws IllegalArgumentException if a limit is not longer than 0, the priority is out of its
   *     range, or the name is blank
   */
  public TaskOptions {
    requirePositive("taskTimeout", taskTimeout);
    requirePositive("queueTimeout", queueTimeout);
    requirePositive("jobTimeout", jobTimeout);
    Objects.requireNonNull(retries, "retries");
    requirePriority(priority.orElse(NORMAL_PRIORITY));
    Objects.requireNonNull(seed, "seed");
    if (name.isPresent() && name.get().isBlank()) {
      throw new IllegalArgumentException("name must not be blank");
    }
  }

  /**
   * {@return these options with a limit for how long one task may run}
   *
   * @param limit longer than 0; {@link #NO_LIMIT} for none
   */
  public TaskOptions withTaskTimeout(Duration limit) {
    return new TaskOptions(
        Optional.of(limit), queueTimeout, jobTimeout, retries, priority, seed, name);
  }

  /**
   * {@return these options with a limit for how long a task may wait for its start}
   *
   * @param limit longer than 0; {@link #NO_LIMIT} for none
   */
  public TaskOptions withQueueTimeout(Duration limit) {
    return new TaskOptions(
        taskTimeout, Optional.of(limit), jobTimeout, retries, priority, seed, name);
  }

  /**
   * {@return these options with a limit for how long the whole call may take}
   *
   * @param limit longer than 0; {@link #NO_LIMIT} for none
   */
  public TaskOptions withJobTimeout(Duration limit) {
    return new TaskOptions(
        taskTimeout, queueTimeout, Optional.of(limit), retries, priority, seed, name);
  }

  /**
   * {@return these options with other retries}
   *
   * @param other in place of the present ones
   */
  public TaskOptions withRetries(Retries other) {
    return new TaskOptions(
        taskTimeout, queueTimeout, jobTimeout, Optional.of(other), priority, seed, name);
  }

  /**
   * {@return these options with another priority}
   *
   * @param other {@link #priority()}
   */
  public TaskOptions withPriority(int other) {
    return new TaskOptions(
        taskTimeout, queueTimeout, jobTimeout, retries, OptionalInt.of(other), seed, name);
  }

  /**
   * {@return these options with a seed, for the same random numbers whenever it is given}
   *
   * @param number any number
   */
  public TaskOptions withSeed(long number) {
    return new TaskOptions(
        taskTimeout, queueTimeout, jobTimeout, retries, priority, Optional.of(number), name);
  }

  /**
   * {@return these options with a name, which tasks can ask for}
   *
   * @param text not blank
   */
  public TaskOptions withName(String text) {
    return new TaskOptions(
        taskTimeout, queueTimeout, jobTimeout, retries, priority, seed, Optional.of(text));
  }

  /**
   * {@return these options, with what is left open taken from others}
   *
   * @param others what is asked where these say nothing
   */
  public TaskOptions orElse(TaskOptions others) {
    return new TaskOptions(
        first(taskTimeout, others.taskTimeout),
        first(queueTimeout, others.queueTimeout),
        first(jobTimeout, others.jobTimeout),
        first(retries, others.retries),
        priority.isPresent() ? priority : others.priority,
        first(seed, others.seed),
        first(name, others.name));
  }

  /** Without a lambda for each: this runs before a first result. */
  private static <V> Optional<V> first(Optional<V> one, Optional<V> other) {
    return one.isPresent() ? one : other;
  }

  private static void requirePriority(int priority) {
    if (priority < MIN_PRIORITY || priority > MAX_PRIORITY) {
      throw new IllegalArgumentException(
          "priority must be from " + MIN_PRIORITY + " to " + MAX_PRIORITY + ", was " + priority);
    }
  }

  private static void requirePositive(String name, Optional<Duration> limit) {
    if (limit.isPresent() && (limit.get().isNegative() || limit.get().isZero())) {
      throw new IllegalArgumentException(name + " must be longer than 0, was " + limit.get());
    }
  }
}
