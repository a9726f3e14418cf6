package io.procpool.bench.soak;

import io.procpool.ProcessPool;
import io.procpool.ProcessPoolBuilder;
import io.procpool.TaskException;
import io.procpool.TaskTimeoutException;
import io.procpool.WorkerDeath;
import io.procpool.WorkerDiedException;
import java.time.Duration;
import java.util.Optional;

/**
 * Which storm.
 *
 * @param signal that the workers get
 * @param limit how long a task may run, for a worker that is stopped is noticed by nothing else
 * @param grace between the limit and the kill
 */
record StormPlan(Signal signal, Optional<Duration> limit, Duration grace) {

  /** The signal ends a worker, and so is noticed by itself. */
  static final StormPlan KILLS = new StormPlan(Signal.SIGKILL, Optional.empty(), Duration.ZERO);

  static final StormPlan STOPS =
      new StormPlan(Signal.SIGSTOP, Optional.of(Duration.ofMillis(500)), Duration.ofMillis(100));

  /** How long a worker may take to greet: one that is stopped before it does is noticed so. */
  static final Duration START = Duration.ofSeconds(10);

  private static final Duration NOTICE = Duration.ofSeconds(1);

  /** How long it may take from a hit to the failure of the task that ran. */
  Duration notice() {
    return NOTICE.plus(limit.orElse(Duration.ZERO)).plus(grace);
  }

  ProcessPool pool(int workers) {
    ProcessPoolBuilder builder =
        ProcessPool.builder().processes(workers).startTimeout(START).stopTimeout(NOTICE);
    limit.ifPresent(time -> builder.taskTimeout(time).grace(grace));
    return builder.build();
  }

  /** Whether a failure is that of a task whose worker got the signal, and says so. */
  boolean explains(TaskException failure) {
    return switch (signal) {
      case SIGKILL -> failure instanceof WorkerDiedException died && isKill(died.death());
      case SIGSTOP ->
          failure instanceof TaskTimeoutException late
              && late.limit().equals(limit.orElseThrow())
              && late.getMessage().contains("killed");
      case SIGTERM -> throw new IllegalStateException("there is no such storm");
    };
  }

  private static boolean isKill(WorkerDeath death) {
    return death.kind() == WorkerDeath.Kind.SIGNAL
        && "SIGKILL".equals(death.signal())
        && death.exitCode() == Signal.SIGKILL.exitCode();
  }
}
