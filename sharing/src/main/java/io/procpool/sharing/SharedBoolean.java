package io.procpool.sharing;

import io.procpool.sharing.internal.memory.Block;
import io.procpool.sharing.internal.memory.Words;

/**
 * A {@code boolean} that processes share, and {@link java.util.concurrent.atomic.AtomicBoolean} for
 * several processes. To wait for it there is {@link SharedEvent}.
 *
 * <pre>{@code
 * SharedBoolean isFound = SharedBoolean.create(false);
 * pool.map(part -> isFound.get() ? null : search(part, isFound), parts);
 * }</pre>
 *
 * <p>Each method is one atomic access, a few nanoseconds long. What takes more than one, as in
 * {@code value.set(f(value.get()))}, is not: use one of those that do both, or a lock.
 */
public final class SharedBoolean extends SharedVariable {

  private static final long serialVersionUID = 1L;

  SharedBoolean(Block block, RobustLock lock) {
    super(block, lock);
  }

  /**
   * Makes one without a lock.
   *
   * @param initial what it is at first
   * @return a new one
   * @throws SharingException if there is no room for it
   */
  public static SharedBoolean create(boolean initial) {
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
  public static SharedBoolean create(boolean initial, RobustLock lock) {
    SharedBoolean made = new SharedBoolean(newBlock(Integer.BYTES), lock);
    made.set(initial);
    return made;
  }

  /** {@return what was set last, by any process} */
  public boolean get() {
    requireOpen();
    return (int) Words.INTS.getVolatile(bytes, Block.CONTENT_AT) != 0;
  }

  /**
   * Sets it, for all processes, and with it all that was written before.
   *
   * @param value what it is from now on
   */
  public void set(boolean value) {
    requireOpen();
    Words.INTS.setVolatile(bytes, Block.CONTENT_AT, value ? 1 : 0);
  }

  /**
   * As a field that is not volatile: for use under a lock.
   *
   * @return what was set there last, as far as this thread sees it
   */
  public boolean getPlain() {
    requireOpen();
    return (int) Words.INTS.get(bytes, Block.CONTENT_AT) != 0;
  }

  /**
   * As a field that is not volatile: for use under a lock.
   *
   * @param value what it is from now on
   */
  public void setPlain(boolean value) {
    requireOpen();
    Words.INTS.set(bytes, Block.CONTENT_AT, value ? 1 : 0);
  }

  /**
   * Sets it.
   *
   * @param value what it is from now on
   * @return what was there before
   */
  public boolean getAndSet(boolean value) {
    requireOpen();
    return (int) Words.INTS.getAndSet(bytes, Block.CONTENT_AT, value ? 1 : 0) != 0;
  }

  /**
   * Sets it if it is what is expected.
   *
   * @param expected what it has to be for that
   * @param value what it is then
   * @return whether it was what is expected
   */
  public boolean compareAndSet(boolean expected, boolean value) {
    requireOpen();
    return Words.INTS.compareAndSet(bytes, Block.CONTENT_AT, expected ? 1 : 0, value ? 1 : 0);
  }

  @Override
  public String toString() {
    return Boolean.toString(get());
  }

  @Override
  Kind kind() {
    return Kind.BOOLEAN;
  }
}
