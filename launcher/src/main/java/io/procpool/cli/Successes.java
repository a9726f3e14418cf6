package io.procpool.cli;

import io.procpool.Results;
import io.procpool.TaskException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The results of the tasks that succeeded; those that failed are told and passed over. Before it
 * waits, it lets what was printed be seen.
 */
final class Successes<R> implements Iterator<R> {

  private final Results<R> results;
  private final Iterator<R> outcomes;
  private final Progress progress;
  private final Runnable beforeWait;
  private R next;
  private boolean hasNext;

  Successes(Results<R> results, Progress progress, Runnable beforeWait) {
    this.results = results;
    this.outcomes = results.iterator();
    this.progress = progress;
    this.beforeWait = beforeWait;
  }

  Stream<R> stream() {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED), false);
  }

  @Override
  public boolean hasNext() {
    while (!hasNext && hasOutcome()) {
      try {
        next = outcomes.next();
        hasNext = true;
        progress.onSuccess();
      } catch (TaskException e) {
        progress.onFailure(e);
      }
    }
    return hasNext;
  }

  @Override
  public R next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    hasNext = false;
    return next;
  }

  private boolean hasOutcome() {
    if (!results.isReady()) {
      beforeWait.run();
    }
    return outcomes.hasNext();
  }
}
