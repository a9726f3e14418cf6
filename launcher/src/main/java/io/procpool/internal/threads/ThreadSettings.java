package io.procpool.internal.threads;

import io.procpool.TaskOptions;
import io.procpool.task.TaskRunnable;
import java.time.Duration;
import java.util.Objects;

/**
 * What a pool of threads was asked to be. Checked here, once.
 *
 * @param threads how many tasks run at a time
 * @param areVirtual whether they are virtual threads
 * @param tasks the limits and retries of tasks that do not have their own
 * @param grace from interrupting a task to abandoning it
 * @param initializer what each thread runs first
 */
public record ThreadSettings(
    int threads, boolean areVirtual, TaskOptions tasks, Duration grace, TaskRunnable initializer) {

  /** A longer time would overflow the clock. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  public ThreadSettings {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be 1 or more, was " + threads);
    }
    Objects.requireNonNull(tasks, "tasks");
    Objects.requireNonNull(initializer, "initializer");
    if (grace.isNegative()) {
      throw new IllegalArgumentException("grace must be 0 or longer, was " + grace);
    }
    grace = grace.compareTo(LONGEST) > 0 ? LONGEST : grace;
  }
}
