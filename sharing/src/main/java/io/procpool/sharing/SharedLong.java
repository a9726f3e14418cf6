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
   * @param initial what it is at first
   * @return a new one
   * @throws SharingException if there is no room for it
   */
  public static SharedLong create(long initial) {
    return create(initial, null);
  }

  /**
   * Makes one that goes with a lock, which may guard others too: {@link #lock()}.
   *
   * @param initial what it is at first
   * @param lock may be {@code null} for none
   * @return a new one
   * @throws SharingException if there is no room for it
   */
  public static SharedLong create(long initial, RobustLock lock) {
    SharedLong made = new SharedLong(newBlock(Long.BYTES), lock);
    made.set(initial);
    return made;
  }

  /** {@return what was set last, by any process} */
  public long get() {
    requireOpen();
    return (long) Words.LONGS.getVolatile(bytes, Block.CONTENT_AT);
  }

  /**
   * Sets it, for all processes, and with it all that was written before.
   *
   * @param value what it is from now on
   */
  public void set(long value) {
    requireOpen();
    Words.LONGS.setVolatile(bytes, Block.CONTENT_AT, value);
  }

  /**
   * As a field that is not volatile: for use under a lock.
   *
   * @return what was set there last, as far as this thread sees it
   */
  public long getPlain() {
    requireOpen();
    return (long) Words.LONGS.get(bytes, Block.CONTENT_AT);
  }

  /**
   * As a field that is not volatile: for use under a lock.
   *
   * @param value what it is from now on
   */
  public void setPlain(long value) {
    requireOpen();
    Words.LONGS.set(bytes, Block.CONTENT_AT, value);
  }

  /**
   * Sets it.
   *
   * @param value what it is from now on
   * @return what was there before
   */
  public long getAndSet(long value) {
    requireOpen();
    return (long) Words.LONGS.getAndSet(bytes, Block.CONTENT_AT, value);
  }

  /**
   * Sets it if it is what is expected.
   *
   * @param expected what it has to be for that
   * @param value what it is then
   * @return whether it was what is expected
   */
  public boolean compareAndSet(long expected, long value) {
    requireOpen();
    return Words.LONGS.compareAndSet(bytes, Block.CONTENT_AT, expected, value);
  }

  /**
   * Adds to it.
   *
   * @param delta what is added; may be negative
   * @return what was there before
   */
  public long getAndAdd(long delta) {
    requireOpen();
    return (long) Words.LONGS.getAndAdd(bytes, Block.CONTENT_AT, delta);
  }

  /**
   * Adds to it.
   *
   * @param delta what is added; may be negative
   * @return what is there now
   */
  public long addAndGet(long delta) {
    return getAndAdd(delta) + delta;
  }

  /**
   * Adds 1 to it.
   *
   * @return what is there now
   */
  public long incrementAndGet() {
    return addAndGet(1);
  }

  /**
   * Takes 1 from it.
   *
   * @return what is there now
   */
  public long decrementAndGet() {
    return addAndGet(-1);
  }

  /**
   * Puts in its place what becomes of it; the function may be called several times.
   *
   * @param function without side effects
   * @return what is there now
   */
  public long updateAndGet(LongUnaryOperator function) {
    while (true) {
      long before = get();
      long after = function.applyAsLong(before);
      if (compareAndSet(before, after)) {
        return after;
      }
    }
  }

  /**
   * Puts in its place what it and a value give; the function may be called several times.
   *
   * @param value the second argument of the function
   * @param function without side effects
   * @return what is there now
   */
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
