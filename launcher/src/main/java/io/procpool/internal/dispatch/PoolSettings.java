package io.procpool.internal.dispatch;

import io.procpool.ClassBytes;
import io.procpool.PoolListener;
import io.procpool.TaskOptions;
import io.procpool.codec.CodecRules;
import io.procpool.internal.workers.WorkerSettings;
import io.procpool.task.TaskCallable;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What a pool was asked to be. Checked here, once, so nobody downstream checks again.
 *
 * @param processes how many workers
 * @param spares how many workers beyond them are started ahead
 * @param lifetime when a worker is replaced that has done nothing wrong
 * @param limits for what workers do beside tasks
 * @param tasks the limits and retries of tasks that do not have their own
 * @param initializer what each worker runs first, or {@code null}
 * @param exitHook what each worker runs last, or {@code null}
 * @param exitReceiver takes what that gives, or {@code null}
 * @param listener is told what happens, or {@code null}
 * @param classes what they may ask for, and what may cross
 * @param workers what each is started with
 */
public record PoolSettings(
    int processes,
    int spares,
    Lifetime lifetime,
    Limits limits,
    TaskOptions tasks,
    TaskCallable<?> initializer,
    TaskCallable<?> exitHook,
    Consumer<Object> exitReceiver,
    PoolListener listener,
    Classes classes,
    WorkerSettings workers) {

  public PoolSettings {
    requirePositive("processes", processes);
    if (spares < 0) {
      throw new IllegalArgumentException("spares must be 0 or more, was " + spares);
    }
    Objects.requireNonNull(lifetime, "lifetime");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(tasks, "tasks");
    Objects.requireNonNull(classes, "classes");
    Objects.requireNonNull(workers, "workers");
    if (spares > 0 && workers.areEachOnesOwn()) {
      throw new IllegalArgumentException(
          "{slot} and {worker} cannot stand in a worker's flags, environment or directory together"
              + " with spares: a spare has neither when it is started");
    }
    if (spares > 0 && workers.prefix().pins()) {
      throw new IllegalArgumentException(
          "spares cannot be pinned: a worker's processor goes by its slot, and a spare has none yet");
    }
    if (workers.debugged() >= processes || workers.debugged() < WorkerSettings.NOBODY) {
      throw new IllegalArgumentException(
          "debugWorker must be from 0 to "
              + (processes - 1)
              + ", a slot of this pool, was "
              + workers.debugged());
    }
  }

  /**
   * What workers may ask for that their class path lacks, and what may cross.
   *
   * @param areSent whether they may ask for anything
   * @param bytes gives the class files that loaders do not, or {@code null}
   * @param rules how values are coded
   */
  public record Classes(boolean areSent, ClassBytes bytes, CodecRules rules) {

    public Classes {
      Objects.requireNonNull(rules, "rules");
    }
  }

  /**
   * When a worker is replaced that has done nothing wrong.
   *
   * @param maxTasks after this many tasks
   * @param maxAge after this time; {@link TaskOptions#NO_LIMIT} for never
   * @param maxResidentBytes when its process holds more memory; {@code Long.MAX_VALUE} for never
   * @param maxIdle when it has had nothing to do for this time, and not before there is work again;
   *     {@link TaskOptions#NO_LIMIT} for never
   */
  public record Lifetime(int maxTasks, Duration maxAge, long maxResidentBytes, Duration maxIdle) {

    public Lifetime {
      requirePositive("maxTasksPerChild", maxTasks);
      requirePositive("maxChildAge", maxAge);
      requirePositive("maxChildRss", maxResidentBytes);
      requirePositive("idleTimeout", maxIdle);
      maxAge = bounded(maxAge);
      maxIdle = bounded(maxIdle);
    }

    boolean endsIdle() {
      return maxIdle.compareTo(PoolThread.LONGEST) < 0;
    }
  }

  /**
   * How long workers may take for what is no task.
   *
   * @param start from a worker's start to its greeting
   * @param initializer from there to the initializer's end
   * @param grace from interrupting a task to killing its worker
   * @param stop from asking an idle worker to end to killing it
   */
  public record Limits(Duration start, Duration initializer, Duration grace, Duration stop) {

    public Limits {
      requirePositive("startTimeout", start);
      requirePositive("initializerTimeout", initializer);
      requirePositive("stopTimeout", stop);
      if (grace.isNegative()) {
        throw new IllegalArgumentException("grace must be 0 or longer, was " + grace);
      }
      start = bounded(start);
      initializer = bounded(initializer);
      grace = bounded(grace);
      stop = bounded(stop);
    }
  }

  /** A longer time would overflow the clock. */
  private static Duration bounded(Duration time) {
    return time.compareTo(PoolThread.LONGEST) > 0 ? PoolThread.LONGEST : time;
  }

  private static void requirePositive(String name, long value) {
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
