package io.procpool.sharing;

import io.procpool.sharing.internal.memory.Block;

/**
 * A {@link SharedSemaphore} that never has more permits than at first: Python's {@code
 * multiprocessing.BoundedSemaphore}. To release more than was acquired is an {@link
 * IllegalStateException}, and so a mistake is found where it is made.
 *
 * <pre>{@code
 * SharedSemaphore connections = SharedBoundedSemaphore.create(10);
 * }</pre>
 */
public final class SharedBoundedSemaphore extends SharedSemaphore {

  private static final long serialVersionUID = 1L;

  SharedBoundedSemaphore(Block block) {
    super(block);
  }

  /**
   * Makes one.
   *
   * @param permits how many are free at first, and ever, 0 or more
   * @return a new one
   * @throws SharingException if there is no room for it
   */
  public static SharedBoundedSemaphore create(int permits) {
    return new SharedBoundedSemaphore(newBlock(permits, permits));
  }

  @Override
  Handle handle() {
    return new Handle(Kind.BOUNDED_SEMAPHORE, block(), null);
  }
}
