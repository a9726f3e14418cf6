package io.procpool.internal.dispatch;

import io.procpool.internal.workers.WorkerSettings;
import java.time.Duration;
import java.util.Objects;

/**
 * What a pool was asked to be. Checked here, once, so nobody downstream checks again.
 *
 * @param processes how many workers
 * @param maxTasksPerChild after how many tasks a worker is replaced
 * @param startTimeout from a worker's start to its greeting
 * @param stopTimeout from asking an idle worker to end to killing it
 * @param workers what each is started with
 */
public record PoolSettings(
    int processes,
    int maxTasksPerChild,
    Duration startTimeout,
    Duration stopTimeout,
    WorkerSettings workers) {

  public PoolSettings {
    requirePositive("processes", processes);
    requirePositive("maxTasksPerChild", maxTasksPerChild);
    requirePositive("startTimeout", startTimeout);
    requirePositive("stopTimeout", stopTimeout);
    Objects.requireNonNull(workers, "workers");
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be 1 or more, was " + value);
    }
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be longer than 0, was " + value);
    }
  }
}
