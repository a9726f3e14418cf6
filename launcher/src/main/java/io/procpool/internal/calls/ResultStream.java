package io.procpool.internal.calls;

import io.procpool.CallInterruptedException;
import io.procpool.Outcome;
import io.procpool.Results;
import io.procpool.internal.engine.Engine.RunningJob;
import io.procpool.internal.engine.Outcomes;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The results of an imap, decoded on the thread that takes them.
 *
 * @param <R> what a task gives
 * @param <V> what the reader gets of it
 */
final class ResultStream<R, V> implements Results<V> {

  /** A longer wait would overflow the clock. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final Mailbox<R> mailbox;
  private final ItemSource<?> source;
  private final Ordering<R> ordering;
  private final RunningJob job;
  private final Function<Outcome<R>, V> view;
  private final Executor executor;

  /** Seen by {@code hasNext()} and not yet taken. */
  private Outcome<R> seen;

  private boolean isAtEnd;
  private boolean isFailureThrown;
  private boolean isBroken;

  /**
   * @param view what the reader gets of an outcome, or what is thrown in its place
   * @param executor runs those that are told of results
   */
  ResultStream(
      Mailbox<R> mailbox,
      ItemSource<?> source,
      Ordering<R> ordering,
      RunningJob job,
      Function<Outcome<R>, V> view,
      Executor executor) {
    this.view = view;
    this.executor = executor;
    this.mailbox = mailbox;
    this.source = source;
    this.ordering = ordering;
    this.job = job;
  }

  @Override
  public Iterator<V> iterator() {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return ResultStream.this.hasNext();
      }

      @Override
      public V next() {
        return ResultStream.this.next();
      }
    };
  }

  @Override
  public Stream<V> stream() {
    int order = ordering instanceof InOrder ? Spliterator.ORDERED : 0;
    Spliterator<V> results = Spliterators.spliteratorUnknownSize(iterator(), order);
    return StreamSupport.stream(results, false).onClose(this::close);
  }

  @Override
  public Flow.Publisher<V> publisher() {
    return new ResultPublisher<>(this, executor);
  }

  @Override
  public V next(Duration timeout) throws TimeoutException {
    Duration bounded = timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
    long deadline = System.nanoTime() + bounded.toNanos();
    try {
      while (seen == null && (seen = ordering.poll()) == null) {
        Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        if (!open(mailbox.take(left))) {
          throw atEnd();
        }
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (TimeoutException e) {
      throw new TimeoutException("No result within " + timeout + ".");
    }
    return take();
  }

  @Override
  public boolean isReady() {
    try {
      while (seen == null && (seen = ordering.poll()) == null && mailbox.hasLetter()) {
        if (!open(mailbox.take())) {
          return true;
        }
      }
      return seen != null;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  @Override
  public void close() {
    job.cancel(true);
    source.cancel();
    mailbox.close();
  }

  @Override
  public void drain() {
    job.drain();
  }

  private boolean hasNext() {
    return await() || source.hasFailure() && !isFailureThrown;
  }

  private V next() {
    if (!await()) {
      throw atEnd();
    }
    return take();
  }

  /** Waits for the next outcome; false if there are no more. */
  private boolean await() {
    try {
      while (seen == null && (seen = ordering.poll()) == null) {
        if (!open(mailbox.take())) {
          return false;
        }
      }
      return true;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * If opening throws, of which only the JVM itself is capable, what was not opened is lost.
   *
   * @param outcomes {@code null} if there are no more
   * @return false if nothing can have come by it
   */
  private boolean open(Outcomes<R> outcomes) {
    if (isBroken) {
      throw new IllegalStateException(
          "An error while these results were read has lost some of them.");
    }
    if (outcomes == null) {
      boolean isNews = !isAtEnd;
      isAtEnd = true;
      ordering.onEnd();
      return isNews;
    }
    isBroken = true;
    outcomes.open(ordering);
    isBroken = false;
    return true;
  }

  private V take() {
    Outcome<R> taken = seen;
    seen = null;
    source.window().onRead(1);
    return view.apply(taken);
  }

  private NoSuchElementException atEnd() {
    if (!isFailureThrown) {
      isFailureThrown = true;
      source.throwFailure();
    }
    return new NoSuchElementException("There are no more results.");
  }

  private static CallInterruptedException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new CallInterruptedException(e);
  }
}
