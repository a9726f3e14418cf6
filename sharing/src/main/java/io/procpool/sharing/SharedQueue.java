package io.procpool.sharing;

import io.procpool.protocol.PayloadWriter;
import io.procpool.sharing.internal.memory.Block;
import io.procpool.sharing.internal.queue.Fifo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A queue between processes: Python's {@code multiprocessing.Queue}, as a {@link
 * java.util.concurrent.BlockingQueue}.
 *
 * <pre>{@code
 * try (SharedQueue<Page> pages = SharedQueue.create(100); ProcessPool pool = ProcessPool.create(2)) {
 *   var fetched = pool.submit(() -> {
 *     for (String url : urls) {
 *       pages.put(fetch(url));                   // waits where 100 are there
 *     }
 *   });
 *   for (int i = 0; i < urls.size(); i++) {
 *     index(pages.take());
 *   }
 * }
 * }</pre>
 *
 * <p><b>Items</b> are copied, as arguments of tasks are. One that cannot be serialized is refused
 * where it is put, with a {@link io.procpool.SerializationException} that says what in it is the
 * reason; so is one of more than 2 GiB. One that cannot be made an object again, for want of its
 * class, throws that where it is taken, and is gone. Nulls are refused.
 *
 * <p><b>Order.</b> Items come out in the order in which they went in. There is no thread between:
 * when {@link #put} returns, the item is there, whatever becomes of the process that has put it,
 * and whether anybody takes it or not.
 *
 * <p><b>Death.</b> Whoever is killed while he puts or takes holds nobody up for longer than some
 * tenths of a second. What he was putting is there as a whole or not at all; what he was taking is
 * still there, or gone with him, and never comes twice.
 *
 * <p><b>Memory.</b> Items wait in shared memory, of which there are 256 KiB at first, twice as much
 * whenever that does not do, and 1 GiB at most; it is not given back before the queue is closed.
 * Each item of more than 64 KiB has memory of its own instead, which is given back when it is
 * taken. If there is none left, a put fails with a {@link SharingException}.
 *
 * <p>All that is said of a {@link SharedObject} holds: the queue, with what is in it, ends with the
 * process that has made it. Up to 120 threads that wait at each end are woken; more look each
 * millisecond.
 *
 * @param <E> what the items are
 */
public sealed class SharedQueue<E> extends QueueObject<E> permits SharedJoinableQueue {

  private static final long serialVersionUID = 1L;

  private final transient Fifo fifo;
  private final transient Coders coders = new Coders();

  SharedQueue(Block block) {
    this(block, new Fifo(block));
  }

  private SharedQueue(Block block, Fifo fifo) {
    super(block, fifo);
    this.fifo = fifo;
  }

  /**
   * Makes one for any number of items.
   *
   * @param <E> what the items are
   * @return a new one
   * @throws SharingException if there is no room for it
   */
  public static <E> SharedQueue<E> create() {
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
  public static <E> SharedQueue<E> create(int capacity) {
    return new SharedQueue<>(newQueue(capacity));
  }

  static Block newQueue(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity must be 1 or more, was " + capacity);
    }
    Block block = newBlock(Fifo.LENGTH);
    try {
      Fifo.begin(block, capacity);
      return block;
    } catch (IOException e) {
      block.remove();
      throw new SharingException("There is no room for a queue: " + e.getMessage(), e);
    }
  }

  /**
   * Puts an item, and waits for room where the queue is bounded.
   *
   * @throws InterruptedException if this thread is interrupted, before or meanwhile; nothing is put
   * @throws IllegalStateException if it is closed, or its creator has ended; so it is with all
   *     methods here
   * @throws io.procpool.SerializationException if the item cannot be serialized
   * @throws SharingException if there is no memory for the item
   */
  @Override
  public void put(E item) throws InterruptedException {
    put(item, -1);
  }

  /** Puts an item, and waits for room, but not for longer than this; 0 or less: not at all. */
  @Override
  public boolean offer(E item, long time, TimeUnit unit) throws InterruptedException {
    return put(item, Math.max(0, unit.toNanos(time)));
  }

  /** Puts an item, if there is room for it now. */
  @Override
  public boolean offer(E item) {
    requireOpen();
    Coders.Coder coder = coders.take();
    try {
      PayloadWriter bytes = coder.encode(Objects.requireNonNull(item, "item"));
      return fifo.offer(bytes.bytes(), bytes.size());
    } catch (UncheckedIOException e) {
      throw noMemory(e);
    } finally {
      coders.giveBack(coder);
    }
  }

  /**
   * Takes the first item, and waits until there is one.
   *
   * @throws InterruptedException if this thread is interrupted, before or meanwhile; none is taken
   * @throws io.procpool.SerializationException if the item cannot be made an object again
   */
  @Override
  public E take() throws InterruptedException {
    return take(-1);
  }

  /**
   * Takes the first item, and waits until there is one, but not for longer than this; 0 or less:
   * not at all.
   *
   * @return {@code null} if the time has passed
   */
  @Override
  public E poll(long time, TimeUnit unit) throws InterruptedException {
    return take(Math.max(0, unit.toNanos(time)));
  }

  /** Takes the first item, if there is one now; else {@code null}. */
  @Override
  public E poll() {
    requireOpen();
    return decoded(pollBytes());
  }

  /** A copy of the first item, which stays; {@code null} if there is none. */
  @Override
  public E peek() {
    List<E> first = copies(1);
    return first.isEmpty() ? null : first.get(0);
  }

  /** How many items there are, at this moment. */
  @Override
  public int size() {
    requireOpen();
    return fifo.size();
  }

  /** How many more there may be, at this moment; {@link Integer#MAX_VALUE} if it is not bounded. */
  @Override
  public int remainingCapacity() {
    int size = size();
    return fifo.most() == Fifo.UNBOUNDED ? Fifo.UNBOUNDED : fifo.most() - size;
  }

  /** Takes as many items as there are now, and forgets them. */
  @Override
  public void clear() {
    int left = size();
    while (left > 0 && pollBytes() != null) {
      left--;
    }
  }

  @Override
  Handle handle() {
    return new Handle(Kind.QUEUE, block(), null);
  }

  @Override
  final List<E> snapshot() {
    return copies(Integer.MAX_VALUE);
  }

  final Fifo fifo() {
    return fifo;
  }

  private boolean put(E item, long nanos) throws InterruptedException {
    requireOpen();
    Coders.Coder coder = coders.take();
    try {
      PayloadWriter bytes = coder.encode(Objects.requireNonNull(item, "item"));
      return fifo.put(bytes.bytes(), bytes.size(), nanos);
    } catch (UncheckedIOException e) {
      throw noMemory(e);
    } finally {
      coders.giveBack(coder);
    }
  }

  private E take(long nanos) throws InterruptedException {
    requireOpen();
    try {
      return decoded(fifo.take(nanos));
    } catch (UncheckedIOException e) {
      throw notRead(e);
    }
  }

  private byte[] pollBytes() {
    try {
      return fifo.poll();
    } catch (UncheckedIOException e) {
      throw notRead(e);
    }
  }

  private List<E> copies(int most) {
    requireOpen();
    try {
      List<E> copies = new ArrayList<>();
      fifo.look(most).forEach(bytes -> copies.add(decoded(bytes)));
      return copies;
    } catch (UncheckedIOException e) {
      throw notRead(e);
    }
  }

  @SuppressWarnings("unchecked") // nobody else can put
  private E decoded(byte[] item) {
    return item == null ? null : (E) coders.decode(item);
  }

  private static SharingException noMemory(UncheckedIOException e) {
    return new SharingException("There is no room for the item: " + e.getCause(), e);
  }

  private static SharingException notRead(UncheckedIOException e) {
    return new SharingException("The first item cannot be read, and stays: " + e.getCause(), e);
  }
}
