package io.procpool.internal.threads;

import io.procpool.PoolListener;
import io.procpool.TaskOptions;
import java.time.Duration;
import java.util.Objects;

/**
 * What a pool of threads was asked to be. Checked here, once.
 *
 * @param threads how many tasks run at a time
 * @param areVirtual whether they are virtual threads
 * @param tasks the limits and retries of tasks that do not have their own
 * @param grace from interrupting a task to abandoning it
 * @param hooks what each thread runs first and last
 * @param initializerTimeout how long the first of them may take
 * @param stopTimeout how long the last of them may take
 * @param listener is told what happens, or {@code null}
 */
public record ThreadSettings(
    int threads,
    boolean areVirtual,
    TaskOptions tasks,
    Duration grace,
    WorkerHooks hooks,
    Duration initializerTimeout,
    Duration stopTimeout,
    PoolListener listener) {

  /** A longer time would overflow the clock. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  public ThreadSettings {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be 1 or more, was " + threads);
    }
    Objects.requireNonNull(tasks, "tasks");
    Objects.requireNonNull(hooks, "hooks");
    requirePositive("initializerTimeout", initializerTimeout);
    requirePositive("stopTimeout", stopTimeout);
    if (grace.isNegative()) {
      throw new IllegalArgumentException("grace must be 0 or longer, was " + grace);
    }
    grace = bounded(grace);
    initializerTimeout = bounded(initializerTimeout);
    stopTimeout = bounded(stopTimeout);
  }

  private static Duration bounded(Duration time) {
    return time.compareTo(LONGEST) > 0 ? LONGEST : time;
  }

  private static void requirePositive(String name, Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException(name + " must be longer than 0, was " + time);
    }
  }
}
