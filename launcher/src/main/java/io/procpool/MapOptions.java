package io.procpool;

import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * How a {@code map} is carried out. Immutable.
 *
 * <pre>{@code
 * pool.imap(Page::render, pages, MapOptions.DEFAULT.withChunkSize(1).withWindow(16));
 * }</pre>
 *
 * @param chunkSize how many items travel at a time; adaptive by default
 * @param window how many items may be pulled from the input beyond the results that were taken; by
 *     default 256 for each process, but no more than 16,384 for all of them, or four chunks for
 *     each process, whichever is more. Whatever it is, no more than an eighth of the heap, and 64
 *     MiB, of encoded items and untaken results is held; in a {@link ThreadPool}, where nothing is
 *     encoded, arrays of primitives, strings and buffers count, and other objects do not
 * @param tasks how long each task may take, how often it is tried, its priority, the seed of its
 *     random numbers and the name of the call; by default as the pool was built
 * @param failurePolicy when a call of which a task failed is over; by default when all its tasks
 *     have ended
 * @param showsProgress whether a line on the terminal says how far the call is; not by default
 */
public record MapOptions(
    ChunkSize chunkSize,
    OptionalInt window,
    TaskOptions tasks,
    FailurePolicy failurePolicy,
    boolean showsProgress) {

  /** Adaptive chunks, the default window, limits and retries as the pool was built. */
  public static final MapOptions DEFAULT =
      new MapOptions(
          ChunkSize.adaptive(),
          OptionalInt.empty(),
          TaskOptions.DEFAULT,
          FailurePolicy.FAIL_AT_END,
          false);

  /**
   * Checks what was asked for.
   *
   * @param chunkSize how many items travel at a time
   * @param window 1 or more, or empty for the default
   * @param tasks limits and retries
   * @param failurePolicy when a call of which a task failed is over
   * @param showsProgress whether a line on the terminal says how far the call is
   * @throws IllegalArgumentException if the window is less than 1
   */
  public MapOptions {
    Objects.requireNonNull(chunkSize, "chunkSize");
    Objects.requireNonNull(tasks, "tasks");
    Objects.requireNonNull(failurePolicy, "failurePolicy");
    if (window.isPresent() && window.getAsInt() < 1) {
      throw new IllegalArgumentException("window must be 1 or more, was " + window.getAsInt());
    }
  }

  /**
   * {@return {@link #DEFAULT} {@linkplain #withProgress() with progress}}
   *
   * <pre>{@code
   * pool.map(Page::render, pages, MapOptions.progress());
   * [#############                 ]  43% 430/1000 tasks, 86/s, 0:07 left
   * }</pre>
   */
  public static MapOptions progress() {
    return DEFAULT.withProgress();
  }

  /**
   * {@return these options with chunks of a fixed number of items}
   *
   * @param items 1 or more
   */
  public MapOptions withChunkSize(int items) {
    return withChunkSize(ChunkSize.fixed(items));
  }

  /**
   * {@return these options with another rule for chunks}
   *
   * @param size in place of the present one
   */
  public MapOptions withChunkSize(ChunkSize size) {
    return new MapOptions(size, window, tasks, failurePolicy, showsProgress);
  }

  /**
   * {@return these options with a window of a number of items}
   *
   * @param items 1 or more
   */
  public MapOptions withWindow(int items) {
    return new MapOptions(chunkSize, OptionalInt.of(items), tasks, failurePolicy, showsProgress);
  }

  /**
   * {@return these options with other limits and retries}
   *
   * @param options in place of the present ones
   */
  public MapOptions withTasks(TaskOptions options) {
    return new MapOptions(chunkSize, window, options, failurePolicy, showsProgress);
  }

  /**
   * {@return these options with another rule for what a failed task means for the call}
   *
   * @param policy in place of the present one
   */
  public MapOptions withFailurePolicy(FailurePolicy policy) {
    return new MapOptions(chunkSize, window, tasks, policy, showsProgress);
  }

  /**
   * {@return these options with a limit for how long one task may run}
   *
   * @param limit longer than 0; {@link TaskOptions#NO_LIMIT} for none
   */
  public MapOptions withTaskTimeout(Duration limit) {
    return withTasks(tasks.withTaskTimeout(limit));
  }

  /**
   * {@return these options with a limit for how long a task may wait for its start}
   *
   * @param limit longer than 0; {@link TaskOptions#NO_LIMIT} for none
   */
  public MapOptions withQueueTimeout(Duration limit) {
    return withTasks(tasks.withQueueTimeout(limit));
  }

  /**
   * {@return these options with a limit for how long the whole call may take}
   *
   * @param limit longer than 0; {@link TaskOptions#NO_LIMIT} for none
   */
  public MapOptions withJobTimeout(Duration limit) {
    return withTasks(tasks.withJobTimeout(limit));
  }

  /**
   * {@return these options with another priority}
   *
   * @param priority {@link TaskOptions#priority()}
   */
  public MapOptions withPriority(int priority) {
    return withTasks(tasks.withPriority(priority));
  }

  /**
   * {@return these options with retries}
   *
   * @param retries in place of those of the pool
   */
  public MapOptions withRetries(Retries retries) {
    return withTasks(tasks.withRetries(retries));
  }

  /**
   * These options with a line on this JVM's standard error that says how many tasks have ended, how
   * many that is a second, and if the input is a collection, how long the rest will take. It goes
   * when the call ends. Where standard error is no terminal, nothing is printed.
   *
   * @return these options with it
   */
  public MapOptions withProgress() {
    return new MapOptions(chunkSize, window, tasks, failurePolicy, true);
  }

  /**
   * {@return these options with a seed, for the same random numbers whenever it is given}
   *
   * @param seed any number
   */
  public MapOptions withSeed(long seed) {
    return withTasks(tasks.withSeed(seed));
  }

  /**
   * {@return these options with a name, which tasks can ask for}
   *
   * @param name not blank
   */
  public MapOptions withName(String name) {
    return withTasks(tasks.withName(name));
  }
}
