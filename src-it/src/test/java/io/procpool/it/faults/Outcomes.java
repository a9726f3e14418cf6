package io.procpool.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.Results;
import io.procpool.TaskException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What became of tasks: their results, or in their places their failures. */
final class Outcomes {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Outcomes() {}

  /** Of all tasks of a stream; none may be waited for longer than a minute. */
  static List<Object> of(Results<?> results) {
    List<Object> outcomes = new ArrayList<>();
    while (true) {
      try {
        outcomes.add(results.next(LIMIT));
      } catch (TaskException e) {
        outcomes.add(e);
      } catch (NoSuchElementException e) {
        return outcomes;
      } catch (TimeoutException e) {
        throw new AssertionError("behind " + outcomes, e);
      }
    }
  }

  /** The next outcome of a stream, which should be a failure. */
  static TaskException nextFailureOf(Results<?> results) {
    try {
      throw new AssertionError("it gave " + results.next(LIMIT));
    } catch (TaskException e) {
      return e;
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /** What a future fails with; not waited for longer than a minute. */
  static Throwable failureOf(CompletableFuture<?> future) throws Exception {
    try {
      throw new AssertionError("it gave " + future.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  /** An outcome that should be a failure of this kind. */
  static <F extends TaskException> F failure(Class<F> type, Object outcome) {
    assertThat(outcome).isInstanceOf(type);
    return type.cast(outcome);
  }
}
