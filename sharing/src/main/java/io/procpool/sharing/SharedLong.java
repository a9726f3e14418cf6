package io.procpool.sharing;

import io.procpool.sharing.internal.memory.Block;
import io.procpool.sharing.internal.memory.Words;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/**
 * A {@code long} that processes share: Python's {@code multiprocessing.Value('q')}, and {@link
 * java.util.concurrent.atomic.AtomicLong} for several processes.
 *
 * <pre>{@code
 * try (SharedLong hits = SharedLong.create(0); ProcessPool pool = ProcessPool.create(4)) {
 *   pool.map(page -> hits.addAndGet(countIn(page)), pages);
 *   System.out.println(hits.get());
 * }
 * }</pre>
 *
 * <p>Each method is one atomic access, a few nanoseconds long. What takes more than one, as in
 * {@code value.set(f(value.get()))}, is not: use one of those that do both, or a lock.
 */
public final class SharedLong extends SharedVariable {

  private static final long serialVersionUID = 1L;

  SharedLong(Block block, RobustLock lock) {
    super(block, lock);
  }

  /**
   * Makes one without a lock.
   *
   * @throws SharingException if there is no room for it
   */
  public static SharedLong create(long initial) {
    return create(initial, null);
  }

  /**
   * Makes one that goes with a lock, which may guard others too: {@link #lock()}.
   *
   * @throws SharingException if there is no room for it
   */
  public static SharedLong create(long initial, RobustLock lock) {
    SharedLong made = new SharedLong(newBlock(Long.BYTES), lock);
    made.set(initial);
    return made;
  }

  /** What was set last, by any process. */
  public long get() {
    requireOpen();
    return (long) Words.LONGS.getVolatile(bytes, Block.CONTENT_AT);
  }

  /** Sets it, for all processes, and with it all that was written before. */
  public void set(long value) {
    requireOpen();
    Words.LONGS.setVolatile(bytes, Block.CONTENT_AT, value);
  }

  /** As a field that is not volatile: for use under a lock. */
  public long getPlain() {
    requireOpen();
    return (long) Words.LONGS.get(bytes, Block.CONTENT_AT);
  }

  /** As a field that is not volatile: for use under a lock. */
  public void setPlain(long value) {
    requireOpen();
    Words.LONGS.set(bytes, Block.CONTENT_AT, value);
  }

  public long getAndSet(long value) {
    requireOpen();
    return (long) Words.LONGS.getAndSet(bytes, Block.CONTENT_AT, value);
  }

  /** Sets it if it is what is expected; whether it was. */
  public boolean compareAndSet(long expected, long value) {
    requireOpen();
    return Words.LONGS.compareAndSet(bytes, Block.CONTENT_AT, expected, value);
  }

  public long getAndAdd(long delta) {
    requireOpen();
    return (long) Words.LONGS.getAndAdd(bytes, Block.CONTENT_AT, delta);
  }

  public long addAndGet(long delta) {
    return getAndAdd(delta) + delta;
  }

  public long incrementAndGet() {
    return addAndGet(1);
  }

  public long decrementAndGet() {
    return addAndGet(-1);
  }

  /** Puts in its place what becomes of it; the function may be called several times. */
  public long updateAndGet(LongUnaryOperator function) {
    while (true) {
      long before = get();
      long after = function.applyAsLong(before);
      if (compareAndSet(before, after)) {
        return after;
      }
    }
  }

  /** Puts in its place what it and a value give; the function may be called several times. */
  public long accumulateAndGet(long value, LongBinaryOperator function) {
    return updateAndGet(before -> function.applyAsLong(before, value));
  }

  @Override
  public String toString() {
    return Long.toString(get());
  }

  @Override
  Kind kind() {
    return Kind.LONG;
  }
}
