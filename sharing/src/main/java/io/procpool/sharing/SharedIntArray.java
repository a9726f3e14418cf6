package io.procpool.sharing;

import io.procpool.sharing.internal.memory.Block;
import io.procpool.sharing.internal.memory.Words;
import java.nio.IntBuffer;
import java.util.Objects;

/**
 * An array of {@code int} that processes share: Python's {@code multiprocessing.Array('i', n)}, and
 * {@link java.util.concurrent.atomic.AtomicIntegerArray} for several processes.
 *
 * <pre>{@code
 * SharedIntArray numbers = SharedIntArray.of(0, 1, 2, 3);
 * pool.apply(() -> negate(numbers));
 * System.out.println(Arrays.toString(numbers.toArray()));
 * }</pre>
 *
 * <p>An index out of bounds is an {@link IndexOutOfBoundsException}. It has up to 2 GiB. Single
 * elements are accessed atomically; what is said of {@link SharedInt} is so of each.
 */
public final class SharedIntArray extends SharedVariable {

  private static final long serialVersionUID = 1L;

  private final transient int length;

  SharedIntArray(Block block, RobustLock lock) {
    super(block, lock);
    this.length = (int) (block.length() / Integer.BYTES);
  }

  /**
   * Makes one of zeros, without a lock.
   *
   * @param length 0 or more
   * @return a new one
   * @throws SharingException if there is no room for it
   */
  public static SharedIntArray create(int length) {
    return create(length, null);
  }

  /**
   * Makes one of zeros that goes with a lock: {@link #lock()}.
   *
   * @param length 0 or more
   * @param lock may be {@code null} for none
   * @return a new one
   */
  public static SharedIntArray create(int length, RobustLock lock) {
    return new SharedIntArray(newArray(length, Integer.BYTES), lock);
  }

  /**
   * Makes one of these elements, without a lock.
   *
   * @param elements what is in it
   * @return a new one
   */
  public static SharedIntArray of(int... elements) {
    SharedIntArray made = create(elements.length);
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
  public int get(int index) {
    requireOpen();
    return (int) Words.INTS.getVolatile(bytes, position(index));
  }

  /**
   * Sets it, for all processes, and with it all that was written before.
   *
   * @param index 0 or more, less than {@link #length()}
   * @param value what it is from now on
   */
  public void set(int index, int value) {
    requireOpen();
    Words.INTS.setVolatile(bytes, position(index), value);
  }

  /**
   * As an element of an array: for use under a lock, or by one process.
   *
   * @param index 0 or more, less than {@link #length()}
   * @return what was set there last, as far as this thread sees it
   */
  public int getPlain(int index) {
    requireOpen();
    return (int) Words.INTS.get(bytes, position(index));
  }

  /**
   * As an element of an array: for use under a lock, or by one process.
   *
   * @param index 0 or more, less than {@link #length()}
   * @param value what it is from now on
   */
  public void setPlain(int index, int value) {
    requireOpen();
    Words.INTS.set(bytes, position(index), value);
  }

  /**
   * Sets it if it is what is expected.
   *
   * @param index 0 or more, less than {@link #length()}
   * @param expected what it has to be for that
   * @param value what it is then
   * @return whether it was what is expected
   */
  public boolean compareAndSet(int index, int expected, int value) {
    requireOpen();
    return Words.INTS.compareAndSet(bytes, position(index), expected, value);
  }

  /**
   * Adds to it.
   *
   * @param index 0 or more, less than {@link #length()}
   * @param delta what is added; may be negative
   * @return what was there before
   */
  public int getAndAdd(int index, int delta) {
    requireOpen();
    return (int) Words.INTS.getAndAdd(bytes, position(index), delta);
  }

  /**
   * Adds to it.
   *
   * @param index 0 or more, less than {@link #length()}
   * @param delta what is added; may be negative
   * @return what is there now
   */
  public int addAndGet(int index, int delta) {
    return getAndAdd(index, delta) + delta;
  }

  /**
   * Copies elements from an index on into an array; not as one atomic access.
   *
   * @param from index of the first, 0 or more
   * @param to is filled, and so says how many
   */
  public void getAll(int from, int[] to) {
    Objects.checkFromIndexSize(from, to.length, length);
    buffer().get(from, to);
  }

  /**
   * Copies an array to an index and those behind it; not as one atomic access.
   *
   * @param from index of the first, 0 or more
   * @param values what the elements are from now on
   */
  public void setAll(int from, int... values) {
    Objects.checkFromIndexSize(from, values.length, length);
    buffer().put(from, values);
  }

  /** {@return all elements} */
  public int[] toArray() {
    int[] copy = new int[length];
    getAll(0, copy);
    return copy;
  }

  /**
   * The same memory as a buffer, for plain access; a new one each time.
   *
   * @return a new one
   */
  public IntBuffer buffer() {
    requireOpen();
    return content(length * Integer.BYTES).asIntBuffer();
  }

  @Override
  Kind kind() {
    return Kind.INTS;
  }

  private int position(int index) {
    return Block.CONTENT_AT + Objects.checkIndex(index, length) * Integer.BYTES;
  }
}
