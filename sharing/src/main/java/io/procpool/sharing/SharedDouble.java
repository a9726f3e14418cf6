package io.procpool.sharing;

import io.procpool.sharing.internal.memory.Block;
import io.procpool.sharing.internal.memory.Words;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * A {@code double} that processes share: Python's {@code multiprocessing.Value('d')}.
 *
 * <pre>{@code
 * SharedDouble best = SharedDouble.create(Double.POSITIVE_INFINITY);
 * pool.map(start -> best.accumulateAndGet(descend(start), Math::min), starts);
 * }</pre>
 *
 * <p>Each method is one atomic access, a few nanoseconds long. What takes more than one, as in
 * {@code value.set(f(value.get()))}, is not: use one of those that do both, or a lock.
 */
public final class SharedDouble extends SharedVariable {

  private static final long serialVersionUID = 1L;

  SharedDouble(Block block, RobustLock lock) {
    super(block, lock);
  }

  /**
   * Makes one without a lock.
   *
   * @param initial what it is at first
   * @return a new one
   * @throws SharingException if there is no room for it
   */
  public static SharedDouble create(double initial) {
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
  public static SharedDouble create(double initial, RobustLock lock) {
    SharedDouble made = new SharedDouble(newBlock(Double.BYTES), lock);
    made.set(initial);
    return made;
  }

  /** {@return what was set last, by any process} */
  public double get() {
    requireOpen();
    return (double) Words.DOUBLES.getVolatile(bytes, Block.CONTENT_AT);
  }

  /**
   * Sets it, for all processes, and with it all that was written before.
   *
   * @param value what it is from now on
   */
  public void set(double value) {
    requireOpen();
    Words.DOUBLES.setVolatile(bytes, Block.CONTENT_AT, value);
  }

  /**
   * As a field that is not volatile: for use under a lock.
   *
   * @return what was set there last, as far as this thread sees it
   */
  public double getPlain() {
    requireOpen();
    return (double) Words.DOUBLES.get(bytes, Block.CONTENT_AT);
  }

  /**
   * As a field that is not volatile: for use under a lock.
   *
   * @param value what it is from now on
   */
  public void setPlain(double value) {
    requireOpen();
    Words.DOUBLES.set(bytes, Block.CONTENT_AT, value);
  }

  /**
   * Sets it.
   *
   * @param value what it is from now on
   * @return what was there before
   */
  public double getAndSet(double value) {
    requireOpen();
    return (double) Words.DOUBLES.getAndSet(bytes, Block.CONTENT_AT, value);
  }

  /**
   * Sets it if it is what is expected, bit for bit.
   *
   * @param expected what it has to be for that
   * @param value what it is then
   * @return whether it was what is expected
   */
  public boolean compareAndSet(double expected, double value) {
    requireOpen();
    return Words.DOUBLES.compareAndSet(bytes, Block.CONTENT_AT, expected, value);
  }

  /**
   * Adds to it.
   *
   * @param delta what is added; may be negative
   * @return what is there now
   */
  public double addAndGet(double delta) {
    return updateAndGet(value -> value + delta);
  }

  /**
   * Puts in its place what becomes of it; the function may be called several times.
   *
   * @param function without side effects
   * @return what is there now
   */
  public double updateAndGet(DoubleUnaryOperator function) {
    while (true) {
      double before = get();
      double after = function.applyAsDouble(before);
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
  public double accumulateAndGet(double value, DoubleBinaryOperator function) {
    return updateAndGet(before -> function.applyAsDouble(before, value));
  }

  @Override
  public String toString() {
    return Double.toString(get());
  }

  @Override
  Kind kind() {
    return Kind.DOUBLE;
  }
}
