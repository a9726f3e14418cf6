package io.procpool.sharing;

import io.procpool.sharing.internal.memory.Block;
import io.procpool.sharing.internal.queue.Fifo;
import java.util.concurrent.TimeUnit;

/**
 * A queue that knows when all that went in is done: Python's {@code multiprocessing.JoinableQueue}.
 *
 * <pre>{@code
 * SharedJoinableQueue<Order> orders = SharedJoinableQueue.create();
 * ...
 * Order order = orders.take();                 // in each of some processes, again and again
 * try {
 *   ship(order);
 * } finally {
 *   orders.taskDone();
 * }
 * ...
 * orders.put(order);                           // in another
 * orders.join();                               // until all are shipped
 * }</pre>
 *
 * <p>What counts is how many were put and how often {@link #taskDone()} was called. So an item that
 * was taken by a process that was killed before it called that, or taken by {@link #clear()}, is
 * never done: whoever puts it in again, or calls {@code taskDone()} in its place, knows that it
 * failed. Give {@link #join(long, TimeUnit)} a time if that can be.
 *
 * @param <E> what the items are
 */
public final class SharedJoinableQueue<E> extends SharedQueue<E> {

  private static final long serialVersionUID = 1L;

  SharedJoinableQueue(Block block) {
    super(block);
  }

  /**
   * Makes one for any number of items.
   *
   * @param <E> what the items are
   * @return a new one
   * @throws SharingException if there is no room for it
   */
  public static <E> SharedJoinableQueue<E> create() {
    return create(Fifo.UNBOUNDED);
  }

  /**
   * Makes one.
   *
   * @param <E> what the items are
   * @param capacity how many items can wait in it, 1 or more
   * @return a new one
   * @throws SharingException if there is no room for it
   */
  public static <E> SharedJoinableQueue<E> create(int capacity) {
    return new SharedJoinableQueue<>(newQueue(capacity));
  }

  /**
   * Says that an item that was taken is done.
   *
   * @throws IllegalStateException if all that were put are done, or the queue is closed
   */
  public void taskDone() {
    requireOpen();
    if (!fifo().addDone()) {
      throw new IllegalStateException("taskDone() was called more often than items were put.");
    }
  }

  /**
   * Waits until all items that were put are done; not at all, if none was.
   *
   * @throws InterruptedException if this thread is interrupted, before or meanwhile
   * @throws IllegalStateException if the queue is closed, or its creator has ended
   */
  public void join() throws InterruptedException {
    requireOpen();
    fifo().awaitAllDone(-1);
  }

  /**
   * Waits until all items that were put are done, but not for longer than this; 0 or less: not at
   * all.
   *
   * @param time 0 or less: not at all
   * @param unit of the time
   * @return false if the time has passed
   * @throws InterruptedException if this thread is interrupted, before or meanwhile
   */
  public boolean join(long time, TimeUnit unit) throws InterruptedException {
    requireOpen();
    return fifo().awaitAllDone(Math.max(0, unit.toNanos(time)));
  }

  @Override
  Handle handle() {
    return new Handle(Kind.JOINABLE_QUEUE, block(), null);
  }
}
