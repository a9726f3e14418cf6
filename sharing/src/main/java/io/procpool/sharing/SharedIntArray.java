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
   * @throws SharingException if there is no room for it
   */
  public static SharedIntArray create(int length) {
    return create(length, null);
  }

  /** Makes one of zeros that goes with a lock: {@link #lock()}. */
  public static SharedIntArray create(int length, RobustLock lock) {
    return new SharedIntArray(newArray(length, Integer.BYTES), lock);
  }

  /** Makes one of these elements, without a lock. */
  public static SharedIntArray of(int... elements) {
    SharedIntArray made = create(elements.length);
    made.setAll(0, elements);
    return made;
  }

  public int length() {
    return length;
  }

  /** What was set there last, by any process. */
  public int get(int index) {
    requireOpen();
    return (int) Words.INTS.getVolatile(bytes, position(index));
  }

  /** Sets it, for all processes, and with it all that was written before. */
  public void set(int index, int value) {
    requireOpen();
    Words.INTS.setVolatile(bytes, position(index), value);
  }

  /** As an element of an array: for use under a lock, or by one process. */
  public int getPlain(int index) {
    requireOpen();
    return (int) Words.INTS.get(bytes, position(index));
  }

  /** As an element of an array: for use under a lock, or by one process. */
  public void setPlain(int index, int value) {
    requireOpen();
    Words.INTS.set(bytes, position(index), value);
  }

  /** Sets it if it is what is expected; whether it was. */
  public boolean compareAndSet(int index, int expected, int value) {
    requireOpen();
    return Words.INTS.compareAndSet(bytes, position(index), expected, value);
  }

  public int getAndAdd(int index, int delta) {
    requireOpen();
    return (int) Words.INTS.getAndAdd(bytes, position(index), delta);
  }

  public int addAndGet(int index, int delta) {
    return getAndAdd(index, delta) + delta;
  }

  /** Copies elements from an index on into an array; not as one atomic access. */
  public void getAll(int from, int[] to) {
    Objects.checkFromIndexSize(from, to.length, length);
    buffer().get(from, to);
  }

  /** Copies an array to an index and those behind it; not as one atomic access. */
  public void setAll(int from, int... values) {
    Objects.checkFromIndexSize(from, values.length, length);
    buffer().put(from, values);
  }

  /** All elements. */
  public int[] toArray() {
    int[] copy = new int[length];
    getAll(0, copy);
    return copy;
  }

  /** The same memory as a buffer, for plain access; a new one each time. */
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
