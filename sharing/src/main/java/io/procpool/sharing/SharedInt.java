package io.procpool.sharing;

import io.procpool.sharing.internal.memory.Block;
import io.procpool.sharing.internal.memory.Words;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;

/**
 * An {@code int} that processes share: Python's {@code multiprocessing.Value('i')}, and {@link
 * java.util.concurrent.atomic.AtomicInteger} for several processes.
 *
 * <pre>{@code
 * SharedInt next = SharedInt.create(0);
 * pool.map(worker -> process(next.getAndAdd(1)), workers);
 * }</pre>
 *
 * <p>Each method is one atomic access, a few nanoseconds long. What takes more than one, as in
 * {@code value.set(f(value.get()))}, is not: use one of those that do both, or a lock. Beyond its
 * ends it wraps around, as an {@code int} does.
 */
public final class SharedInt extends SharedVariable {

  private static final long serialVersionUID = 1L;

  SharedInt(Block block, RobustLock lock) {
    super(block, lock);
  }

  /**
   * Makes one without a lock.
   *
   * @param initial what it is at first
   * @return a new one
   * @throws SharingException if there is no room for it
   */
  public static SharedInt create(int initial) {
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
  public static SharedInt create(int initial, RobustLock lock) {
    SharedInt made = new SharedInt(newBlock(Integer.BYTES), lock);
    made.set(initial);
    return made;
  }

  /** {@return what was set last, by any process} */
  public int get() {
    requireOpen();
    return (int) Words.INTS.getVolatile(bytes, Block.CONTENT_AT);
  }

  /**
   * Sets it, for all processes, and with it all that was written before.
   *
   * @param value what it is from now on
   */
  public void set(int value) {
    requireOpen();
    Words.INTS.setVolatile(bytes, Block.CONTENT_AT, value);
  }

  /**
   * As a field that is not volatile: for use under a lock.
   *
   * @return what was set there last, as far as this thread sees it
   */
  public int getPlain() {
    requireOpen();
    return (int) Words.INTS.get(bytes, Block.CONTENT_AT);
  }

  /**
   * As a field that is not volatile: for use under a lock.
   *
   * @param value what it is from now on
   */
  public void setPlain(int value) {
    requireOpen();
    Words.INTS.set(bytes, Block.CONTENT_AT, value);
  }

  /**
   * Sets it.
   *
   * @param value what it is from now on
   * @return what was there before
   */
  public int getAndSet(int value) {
    requireOpen();
    return (int) Words.INTS.getAndSet(bytes, Block.CONTENT_AT, value);
  }

  /**
   * Sets it if it is what is expected.
   *
   * @param expected what it has to be for that
   * @param value what it is then
   * @return whether it was what is expected
   */
  public boolean compareAndSet(int expected, int value) {
    requireOpen();
    return Words.INTS.compareAndSet(bytes, Block.CONTENT_AT, expected, value);
  }

  /**
   * Adds to it.
   *
   * @param delta what is added; may be negative
   * @return what was there before
   */
  public int getAndAdd(int delta) {
    requireOpen();
    return (int) Words.INTS.getAndAdd(bytes, Block.CONTENT_AT, delta);
  }

  /**
   * Adds to it.
   *
   * @param delta what is added; may be negative
   * @return what is there now
   */
  public int addAndGet(int delta) {
    return getAndAdd(delta) + delta;
  }

  /**
   * Adds 1 to it.
   *
   * @return what is there now
   */
  public int incrementAndGet() {
    return addAndGet(1);
  }

  /**
   * Takes 1 from it.
   *
   * @return what is there now
   */
  public int decrementAndGet() {
    return addAndGet(-1);
  }

  /**
   * Puts in its place what becomes of it; the function may be called several times.
   *
   * @param function without side effects
   * @return what is there now
   */
  public int updateAndGet(IntUnaryOperator function) {
    while (true) {
      int before = get();
      int after = function.applyAsInt(before);
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
  public int accumulateAndGet(int value, IntBinaryOperator function) {
    return updateAndGet(before -> function.applyAsInt(before, value));
  }

  @Override
  public String toString() {
    return Integer.toString(get());
  }

  @Override
  Kind kind() {
    return Kind.INT;
  }
}
