package io.procpool.sharing;

import io.procpool.sharing.internal.memory.Block;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * An array of {@code byte} that processes share: Python's {@code multiprocessing.Array('b', n)}.
 *
 * <pre>{@code
 * SharedByteArray picture = SharedByteArray.create(width * height);
 * pool.map(tile -> render(tile, picture), tiles);
 * }</pre>
 *
 * <p>An index out of bounds is an {@link IndexOutOfBoundsException}. It has up to 2 GiB. Elements
 * are accessed as those of a {@code byte[]}: each on its own, and with no word on when others see
 * it but by a lock, an event or a barrier.
 */
public final class SharedByteArray extends SharedVariable {

  private static final long serialVersionUID = 1L;

  private final transient int length;

  SharedByteArray(Block block, RobustLock lock) {
    super(block, lock);
    this.length = (int) (block.length() / Byte.BYTES);
  }

  /**
   * Makes one of zeros, without a lock.
   *
   * @param length 0 or more
   * @return a new one
   * @throws SharingException if there is no room for it
   */
  public static SharedByteArray create(int length) {
    return create(length, null);
  }

  /**
   * Makes one of zeros that goes with a lock: {@link #lock()}.
   *
   * @param length 0 or more
   * @param lock may be {@code null} for none
   * @return a new one
   */
  public static SharedByteArray create(int length, RobustLock lock) {
    return new SharedByteArray(newArray(length, Byte.BYTES), lock);
  }

  /**
   * Makes one of these elements, without a lock.
   *
   * @param elements what is in it
   * @return a new one
   */
  public static SharedByteArray of(byte... elements) {
    SharedByteArray made = create(elements.length);
    made.setAll(0, elements);
    return made;
  }

  /** {@return how many elements it has} */
  public int length() {
    return length;
  }

  /**
   * {@return the element}
   *
   * @param index 0 or more, less than {@link #length()}
   */
  public byte get(int index) {
    requireOpen();
    return bytes.get(position(index));
  }

  /**
   * Sets an element.
   *
   * @param index 0 or more, less than {@link #length()}
   * @param value what it is from now on
   */
  public void set(int index, byte value) {
    requireOpen();
    bytes.put(position(index), value);
  }

  /**
   * Copies elements from an index on into an array; not as one atomic access.
   *
   * @param from index of the first, 0 or more
   * @param to is filled, and so says how many
   */
  public void getAll(int from, byte[] to) {
    Objects.checkFromIndexSize(from, to.length, length);
    buffer().get(from, to);
  }

  /**
   * Copies an array to an index and those behind it; not as one atomic access.
   *
   * @param from index of the first, 0 or more
   * @param values what the elements are from now on
   */
  public void setAll(int from, byte... values) {
    Objects.checkFromIndexSize(from, values.length, length);
    buffer().put(from, values);
  }

  /** {@return all elements} */
  public byte[] toArray() {
    byte[] copy = new byte[length];
    getAll(0, copy);
    return copy;
  }

  /**
   * The same memory as a buffer, for plain access; a new one each time.
   *
   * @return a new one
   */
  public ByteBuffer buffer() {
    requireOpen();
    return content(length);
  }

  @Override
  Kind kind() {
    return Kind.BYTES;
  }

  private int position(int index) {
    return Block.CONTENT_AT + Objects.checkIndex(index, length);
  }
}
