package io.procpool;

import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The results of a running {@code imap}, each taken once, as they come.
 *
 * <pre>{@code
 * try (Results<Digest> digests = pool.imap(Digest::of, paths)) {
 *   for (Digest digest : digests) { ... }
 * }
 * }</pre>
 *
 * <p>Read to its end it needs no closing; left early, closing it stops its tasks. One thread reads
 * at a time.
 *
 * @param <R> a result
 */
public interface Results<R> extends Iterable<R>, AutoCloseable {

  /**
   * A view of the same results: what one iterator has taken, another does not see. Its {@code
   * next()} throws a {@link TaskException} in the place of a failed task's result, and can be
   * called again for the one behind it.
   */
  @Override
  Iterator<R> iterator();

  /** {@return the results as a sequential stream; closing it closes these results} */
  Stream<R> stream();

  /**
   * The results, pushed to one subscriber as it asks for them. It is told on a thread of the pool,
   * one of which waits for results as long as it is subscribed; by a {@link SerialPool} on the
   * thread that asks. A failed task ends it by {@code onError}, and so does a {@code null}, which
   * cannot be told; cancelling closes these results.
   *
   * <pre>{@code
   * pool.imap(Page::render, pages).publisher().subscribe(subscriber);
   * }</pre>
   *
   * @return for one subscriber; a second one is told of an {@link IllegalStateException}
   */
  Flow.Publisher<R> publisher();

  /**
   * Waits for the next result, but no longer than the given time.
   *
   * @param timeout 0 or less asks without waiting
   * @return the next result
   * @throws TimeoutException if it does not come in time; the next call waits for the same result
   * @throws NoSuchElementException if there are no more
   * @throws TaskException if the task failed
   */
  R next(Duration timeout) throws TimeoutException;

  /**
   * {@return whether the next result, or the end, is here already, so that asking for it will not
   * wait}
   */
  boolean isReady();

  /**
   * Starts no more tasks. Those that run come to their end, and what has ended is still given,
   * without those that were not started. From any thread.
   */
  void drain();

  /**
   * Drops the tasks that have not started, and stops those that run: they are interrupted, and
   * killed with their workers if they do not end within the pool's grace. Of the results that were
   * not taken, some may still come. From any thread.
   */
  @Override
  void close();
}
