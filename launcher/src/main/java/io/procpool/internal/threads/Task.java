package io.procpool.internal.threads;

import io.procpool.Retries;
import io.procpool.TaskException;
import io.procpool.context.WorkerContext;
import io.procpool.internal.engine.InputPreview;
import io.procpool.internal.engine.Outcomes;
import java.util.ArrayList;
import java.util.List;

/** One task of a job, with the attempts at it that have failed. Never changed but replaced. */
final class Task<T, R> {

  /** Of the first attempts and the last: all of them would fill the heap of one tried for ever. */
  private static final int MOST_KEPT = 20;

  final long index;
  final long queuedNanos = System.nanoTime();
  private final Work<T, R> work;
  private final T item;
  private final int attempts;
  private final List<Failure> earlier;

  Task(Work<T, R> work, long index, T item) {
    this(work, index, item, 0, List.of());
  }

  private Task(Work<T, R> work, long index, T item, int attempts, List<Failure> earlier) {
    this.work = work;
    this.index = index;
    this.item = item;
    this.attempts = attempts;
    this.earlier = earlier;
  }

  /** Runs it once, on this thread. The edge of the pool where {@code Throwable} is caught. */
  Attempt<R> run(WorkerContext context) {
    Thread thread = Thread.currentThread();
    ClassLoader own = thread.getContextClassLoader();
    context.enter(work.terms().job());
    context.begin(index);
    thread.setContextClassLoader(work.loader());
    try {
      return new Attempt<>(work.body().apply(item), null);
    } catch (Uncopied e) {
      return new Attempt<>(null, Failure.refused(e));
    } catch (Throwable thrown) {
      return new Attempt<>(null, Failure.thrown(thrown, context.workerName()));
    } finally {
      thread.setContextClassLoader(own);
      context.leave();
    }
  }

  boolean mayRetry(Failure failure) {
    Retries retries = work.terms().retries();
    return attempts < retries.most()
        && failure.kind() != null
        && retries.failures().contains(failure.kind())
        && failure.isOneOf(retries.exceptions());
  }

  /** It is to be tried again, for this attempt has failed. */
  Task<T, R> again(Failure failure) {
    List<Failure> more = new ArrayList<>(earlier);
    if (more.size() == MOST_KEPT) {
      more.remove(1);
    }
    more.add(failure);
    return new Task<>(work, index, item, attempts + 1, List.copyOf(more));
  }

  /** Before its next attempt, in nanoseconds. */
  long backoffNanos() {
    return work.terms().retries().backoffBefore(attempts).toNanos();
  }

  boolean hasFailed() {
    return attempts > 0;
  }

  Outcomes<R> outcome(Attempt<R> attempt) {
    return attempt.failure() == null
        ? new OneOutcome<>(
            0, Weight.of(attempt.value()), receiver -> receiver.onValue(index, attempt.value()))
        : failed(attempt.failure());
  }

  /** Its failure; made where it is taken, for the preview of the input runs user code. */
  Outcomes<R> failed(Failure failure) {
    return new OneOutcome<>(1, 0, receiver -> receiver.onFailure(index, exception(failure)));
  }

  /** It is not tried again: its last attempt is what became of it. */
  Outcomes<R> failedBefore() {
    Task<T, R> before =
        new Task<>(work, index, item, attempts - 1, earlier.subList(0, earlier.size() - 1));
    return before.failed(earlier.get(earlier.size() - 1));
  }

  private TaskException exception(Failure last) {
    String input = work.isCall() ? null : InputPreview.of(item);
    String tried = attempts == 0 ? "" : " It was tried " + (attempts + 1) + " times.";
    TaskException exception = last.exception(index, input, tried);
    for (Failure each : earlier) {
      exception.addSuppressed(each.exception(index, input, ""));
    }
    return exception;
  }
}
