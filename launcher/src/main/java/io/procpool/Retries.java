package io.procpool;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * How often a failed task is tried again. Without retries, which is the default, a task that has
 * started is never run twice; with them it may be, also if it has done its work and only its result
 * was lost. Immutable.
 *
 * <pre>{@code
 * Retries.of(2).withBackoff(Duration.ofSeconds(1), Duration.ofSeconds(30)).on(Failure.WORKER_DIED)
 * }</pre>
 *
 * <p>A task that fails each time fails with its last failure, the earlier ones suppressed in it:
 * the first, and of those behind it the last 19. What cannot be serialized is never tried again: it
 * would be refused again.
 *
 * @param most how often at most; a task is run once more than this
 * @param backoff the pause before the first retry; each later one is twice as long
 * @param maxBackoff the longest pause
 * @param failures what is retried
 * @param exceptions the names of the classes of which a thrown exception must be one, or of which a
 *     superclass must be one; empty for all
 */
public record Retries(
    int most,
    Duration backoff,
    Duration maxBackoff,
    Set<Failure> failures,
    Set<String> exceptions) {

  /** What can be retried. */
  public enum Failure {
    /** Its worker ended while it ran: {@link WorkerDiedException}. */
    WORKER_DIED,
    /** It ran for too long: {@link TaskTimeoutException}. */
    TIMED_OUT,
    /** It threw: {@link TaskFailedException}. */
    TASK_FAILED
  }

  /** A failed task is not run again. */
  public static final Retries NONE = of(0);

  /**
   * Checks what was asked for.
   *
   * @param most 0 or more
   * @param backoff 0 or longer
   * @param maxBackoff not shorter
   * @param failures what is retried
   * @param exceptions names of classes; empty for all
   * @throws IllegalArgumentException if the number is negative, or a pause is, or the longest is
   *     shorter
   */
  public Retries {
    if (most < 0) {
      throw new IllegalArgumentException("retries must be 0 or more, were " + most);
    }
    if (backoff.isNegative() || maxBackoff.compareTo(backoff) < 0) {
      throw new IllegalArgumentException(
          "backoff must be 0 or more and not above its maximum, was "
              + backoff
              + ".."
              + maxBackoff);
    }
    failures = Set.copyOf(failures);
    exceptions = Set.copyOf(exceptions);
  }

  /**
   * Retries at once, whatever the task failed by.
   *
   * @param most how often at most, 0 or more
   * @return retries without a pause
   */
  public static Retries of(int most) {
    return new Retries(most, Duration.ZERO, Duration.ZERO, EnumSet.allOf(Failure.class), Set.of());
  }

  /**
   * {@return these retries with a pause before each, from the first to the longest}
   *
   * @param first 0 or longer
   * @param longest not shorter than the first
   */
  public Retries withBackoff(Duration first, Duration longest) {
    Objects.requireNonNull(first, "first");
    return new Retries(most, first, longest, failures, exceptions);
  }

  /**
   * {@return these retries for some kinds of failure only}
   *
   * @param kinds those that are retried
   */
  public Retries on(Failure... kinds) {
    return new Retries(most, backoff, maxBackoff, Set.of(kinds), exceptions);
  }

  /**
   * {@return these retries, of the exceptions that tasks throw for those of some classes only}
   *
   * @param classes an exception is retried if it is of one of these
   */
  @SafeVarargs
  public final Retries onExceptions(Class<? extends Throwable>... classes) {
    Set<String> names = new HashSet<>();
    for (Class<?> each : classes) {
      names.add(each.getName());
    }
    return new Retries(most, backoff, maxBackoff, failures, names);
  }

  /**
   * The pause before a retry.
   *
   * @param retry the number of the retry, from 1
   * @return 0 or longer
   */
  public Duration backoffBefore(int retry) {
    Duration pause = backoff;
    for (int i = 1; i < retry; i++) {
      if (pause.compareTo(maxBackoff.dividedBy(2)) >= 0) {
        return maxBackoff;
      }
      pause = pause.multipliedBy(2);
    }
    return pause;
  }
}
