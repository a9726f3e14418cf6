package io.procpool.sharing;

import io.procpool.sharing.internal.memory.Block;
import io.procpool.sharing.internal.memory.Words;
import java.nio.LongBuffer;
import java.util.Objects;

/**
 * An array of {@code long} that processes share: Python's {@code multiprocessing.Array('q', n)},
 * and {@link java.util.concurrent.atomic.AtomicLongArray} for several processes.
 *
 * <pre>{@code
 * SharedLongArray counts = SharedLongArray.create(256);
 * pool.map(file -> countBytes(file, counts), files);
 * }</pre>
 *
 * <p>An index out of bounds is an {@link IndexOutOfBoundsException}. It has up to 2 GiB. Single
 * elements are accessed atomically; what is said of {@link SharedLong} is so of each.
 */
public final class SharedLongArray extends SharedVariable {

  private static final long serialVersionUID = 1L;

  private final transient int length;

  SharedLongArray(Block block, RobustLock lock) {
    super(block, lock);
    this.length = (int) (block.length() / Long.BYTES);
  }

  /**
   * Makes one of zeros, without a lock.
   *
   * @param length 0 or more
   * @return a new one
   * @throws SharingException if there is no room for it
   */
  public static SharedLongArray create(int length) {
    return create(length, null);
  }

  /**
   * Makes one of zeros that goes with a lock: {@link #lock()}.
   *
   * @param length 0 or more
   * @param lock may be {@code null} for none
   * @return a new one
   */
  public static SharedLongArray create(int length, RobustLock lock) {
    return new SharedLongArray(newArray(length, Long.BYTES), lock);
  }

  /**
   * Makes one of these elements, without a lock.
   *
   * @param elements what is in it
   * @return a new one
   */
  public static SharedLongArray of(long... elements) {
    SharedLongArray made = create(elements.length);
    made.setAll(0, elements);
    return made;
  }

  /** {@return how many elements it has} */
  public int length() {
    return length;
  }

  /**
   * {@return what was set there last, by any process}
   *
   * @param index 0 or more, less than {@link #length()}
   */
  public long get(int index) {
    requireOpen();
    return (long) Words.LONGS.getVolatile(bytes, position(index));
  }

  /**
   * Sets it, for all processes, and with it all that was written before.
   *
   * @param index 0 or more, less than {@link #length()}
   * @param value what it is from now on
   */
  public void set(int index, long value) {
    requireOpen();
    Words.LONGS.setVolatile(bytes, position(index), value);
  }

  /**
   * As an element of an array: for use under a lock, or by one process.
   *
   * @param index 0 or more, less than {@link #length()}
   * @return what was set there last, as far as this thread sees it
   */
  public long getPlain(int index) {
    requireOpen();
    return (long) Words.LONGS.get(bytes, position(index));
  }

  /**
   * As an element of an array: for use under a lock, or by one process.
   *
   * @param index 0 or more, less than {@link #length()}
   * @param value what it is from now on
   */
  public void setPlain(int index, long value) {
    requireOpen();
    Words.LONGS.set(bytes, position(index), value);
  }

  /**
   * Sets it if it is what is expected.
   *
   * @param index 0 or more, less than {@link #length()}
   * @param expected what it has to be for that
   * @param value what it is then
   * @return whether it was what is expected
   */
  public boolean compareAndSet(int index, long expected, long value) {
    requireOpen();
    return Words.LONGS.compareAndSet(bytes, position(index), expected, value);
  }

  /**
   * Adds to it.
   *
   * @param index 0 or more, less than {@link #length()}
   * @param delta what is added; may be negative
   * @return what was there before
   */
  public long getAndAdd(int index, long delta) {
    requireOpen();
    return (long) Words.LONGS.getAndAdd(bytes, position(index), delta);
  }

  /**
   * Adds to it.
   *
   * @param index 0 or more, less than {@link #length()}
   * @param delta what is added; may be negative
   * @return what is there now
   */
  public long addAndGet(int index, long delta) {
    return getAndAdd(index, delta) + delta;
  }

  /**
   * Copies elements from an index on into an array; not as one atomic access.
   *
   * @param from index of the first, 0 or more
   * @param to is filled, and so says how many
   */
  public void getAll(int from, long[] to) {
    Objects.checkFromIndexSize(from, to.length, length);
    buffer().get(from, to);
  }

  /**
   * Copies an array to an index and those behind it; not as one atomic access.
   *
   * @param from index of the first, 0 or more
   * @param values what the elements are from now on
   */
  public void setAll(int from, long... values) {
    Objects.checkFromIndexSize(from, values.length, length);
    buffer().put(from, values);
  }

  /** {@return all elements} */
  public long[] toArray() {
    long[] copy = new long[length];
    getAll(0, copy);
    return copy;
  }

  /**
   * The same memory as a buffer, for plain access; a new one each time.
   *
   * @return a new one
   */
  public LongBuffer buffer() {
    requireOpen();
    return content(length * Long.BYTES).asLongBuffer();
  }

  @Override
  Kind kind() {
    return Kind.LONGS;
  }

  private int position(int index) {
    return Block.CONTENT_AT + Objects.checkIndex(index, length) * Long.BYTES;
  }
}
