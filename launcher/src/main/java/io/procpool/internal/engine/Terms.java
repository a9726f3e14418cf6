package io.procpool.internal.engine;

import io.procpool.Retries;
import io.procpool.TaskOptions;
import io.procpool.protocol.JobTag;
import java.time.Duration;

/**
 * A job's limits and retries, and what its tasks can learn of it, with nothing left open.
 *
 * @param taskLimit how long a task may run, or {@code null}
 * @param queueLimit how long a task may wait for its start, or {@code null}
 * @param jobLimit how long the job may take, or {@code null}
 * @param priority what it comes before
 * @param job its name and its seed, which the call side sees to
 */
public record Terms(
    Duration taskLimit,
    Duration queueLimit,
    Duration jobLimit,
    Retries retries,
    int priority,
    JobTag job) {

  /** No clock counts further than this: it is no limit. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  public static Terms of(TaskOptions options) {
    return new Terms(
        limit(options.taskTimeout().orElse(null)),
        limit(options.queueTimeout().orElse(null)),
        limit(options.jobTimeout().orElse(null)),
        options.retries().orElse(Retries.NONE),
        options.priority().orElse(TaskOptions.NORMAL_PRIORITY),
        new JobTag(options.name().orElse(null), options.seed().orElse(0L)));
  }

  private static Duration limit(Duration asked) {
    return asked == null || asked.compareTo(LONGEST) > 0 ? null : asked;
  }
}
