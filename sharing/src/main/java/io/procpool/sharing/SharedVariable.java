package io.procpool.sharing;

import io.procpool.sharing.internal.memory.Block;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A value or an array in memory that processes share, and the lock that goes with it, if one does.
 *
 * <pre>{@code
 * SharedDouble balance = SharedDouble.create(0, SharedLock.create());
 * ...
 * balance.lock().lock();
 * try {
 *   balance.setPlain(balance.getPlain() * rate);
 * } finally {
 *   balance.lock().unlock();
 * }
 * }</pre>
 */
public abstract class SharedVariable extends SharedObject {

  private static final long serialVersionUID = 1L;

  final transient ByteBuffer bytes;

  /** For those who share the value, and not used here; {@code null} if there is none. */
  private final transient RobustLock lock;

  SharedVariable(Block block, RobustLock lock) {
    super(block, null);
    this.bytes = block.bytes();
    this.lock = lock;
  }

  /**
   * {@return the lock that it was made with, for what takes more than one access}
   *
   * @throws IllegalStateException if it was made without
   */
  public RobustLock lock() {
    if (lock == null) {
      throw new IllegalStateException("It was made without a lock.");
    }
    return lock;
  }

  static Block newArray(int length, int width) {
    if (length < 0 || (long) length * width > Block.LONGEST_BUFFER) {
      throw new IllegalArgumentException(
          "length must be 0 to " + Block.LONGEST_BUFFER / width + ", was " + length);
    }
    return newBlock((long) length * width);
  }

  /** The content, as long as it is said to be, in this machine's order. */
  final ByteBuffer content(int length) {
    return bytes.slice(Block.CONTENT_AT, length).order(ByteOrder.nativeOrder());
  }

  abstract Kind kind();

  @Override
  final Handle handle() {
    return new Handle(kind(), block(), lock);
  }
}
