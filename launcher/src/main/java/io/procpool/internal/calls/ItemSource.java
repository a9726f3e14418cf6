package io.procpool.internal.calls;

import io.procpool.PoolClosedException;
import io.procpool.internal.engine.ChunkSource;
import java.util.Iterator;

/**
 * The caller's items, pulled on the feeder, cut into chunks, no further ahead than the window. What
 * the caller's iterator throws ends the input, and is thrown to the reader behind the results of
 * what came before.
 */
final class ItemSource<T> implements ChunkSource<T> {

  private final Iterable<? extends T> items;
  private final ChunkCutter cutter;
  private final Window window;
  private final boolean isRead;

  /** The feeder's own. */
  private Iterator<? extends T> iterator;

  private long allPulled;

  /**
   * Volatile: set on the feeder or when the pool closes, asked by the reader behind the job's end.
   */
  private volatile Throwable failure;

  /** Volatile: set by whoever wants no more items, asked by the feeder before it pulls one. */
  private volatile boolean isStopped;

  /** Volatile: set on the feeder, asked when the pool closes. */
  private volatile boolean hasEnded;

  /**
   * @param isRead whether a reader takes the results one by one, and may never come
   */
  ItemSource(Iterable<? extends T> items, ChunkCutter cutter, Window window, boolean isRead) {
    this.items = items;
    this.cutter = cutter;
    this.window = window;
    this.isRead = isRead;
  }

  @Override
  public void fill(ChunkBuilder<T> chunk) throws InterruptedException {
    int wanted = cutter.next(chunk.nanosPerTask(), allPulled);
    if (!hasEnded && window.awaitRoom(wanted)) {
      wanted = window.fitting(wanted, cutter.unit(wanted));
      chunk.expect(wanted);
      window.onPull(wanted);
      int pulled = pull(chunk, wanted);
      allPulled += pulled;
      window.onPulled(wanted - pulled, chunk.size());
    }
  }

  @Override
  public void cancel() {
    isStopped = true;
    window.close();
  }

  @Override
  public boolean endsOnClose() {
    if (!isRead || hasEnded) {
      return false;
    }
    failure = new PoolClosedException("The pool was closed before the end of this input.");
    cancel();
    return true;
  }

  Window window() {
    return window;
  }

  /** Throws what ended the input, if it was not its own end. */
  void throwFailure() {
    if (failure != null) {
      throw ItemSource.<RuntimeException>asUnchecked(failure);
    }
  }

  boolean hasFailure() {
    return failure != null;
  }

  /** Catches everything: an input that broke must never look like one that ended. */
  private int pull(ChunkBuilder<T> chunk, int wanted) {
    int pulled = 0;
    try {
      if (iterator == null) {
        iterator = items.iterator();
      }
      while (pulled < wanted && !chunk.isFull() && !isStopped && hasNext()) {
        chunk.add(iterator.next());
        pulled++;
      }
    } catch (Throwable thrown) {
      failure = thrown;
      hasEnded = true;
    }
    return pulled;
  }

  private boolean hasNext() {
    boolean hasNext = iterator.hasNext();
    if (!hasNext) {
      hasEnded = true; // it is volatile: not to be written for each item
    }
    return hasNext;
  }

  @SuppressWarnings(
      "unchecked") // the compiler is told a lie, so that the caller gets its own throwable
  private static <E extends Throwable> E asUnchecked(Throwable thrown) throws E {
    throw (E) thrown;
  }
}
