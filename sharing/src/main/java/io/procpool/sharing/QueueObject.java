package io.procpool.sharing;

import io.procpool.sharing.internal.memory.Block;
import io.procpool.sharing.internal.waiting.MeetingPoint;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.function.Predicate;

/**
 * What of a {@link BlockingQueue} follows from the rest of it.
 *
 * @param <E> what the items are
 */
abstract class QueueObject<E> extends SharedObject implements BlockingQueue<E> {

  private static final long serialVersionUID = 1L;

  QueueObject(Block block, MeetingPoint meetingPoint) {
    super(block, meetingPoint);
  }

  /** Copies of the items that are there now, the first of them first. */
  abstract List<E> snapshot();

  /**
   * Adds an item, if there is room for it now.
   *
   * @throws IllegalStateException if the queue is full, or closed
   */
  @Override
  public boolean add(E item) {
    if (!offer(item)) {
      throw new IllegalStateException("The queue is full.");
    }
    return true;
  }

  @Override
  public boolean addAll(Collection<? extends E> items) {
    if (items == this) {
      throw new IllegalArgumentException("It cannot be added to itself.");
    }
    items.forEach(this::add);
    return !items.isEmpty();
  }

  @Override
  public E remove() {
    return required(poll());
  }

  @Override
  public E element() {
    return required(peek());
  }

  @Override
  public boolean isEmpty() {
    return size() == 0;
  }

  @Override
  public int drainTo(Collection<? super E> target) {
    return drainTo(target, Integer.MAX_VALUE);
  }

  @Override
  public int drainTo(Collection<? super E> target, int most) {
    if (Objects.requireNonNull(target, "target") == this) {
      throw new IllegalArgumentException("It cannot be drained to itself.");
    }
    int drained = 0;
    for (E item = first(most); item != null; item = first(most - drained)) {
      target.add(item);
      drained++;
    }
    return drained;
  }

  /** Through copies of the items that are there now; it takes none of them. */
  @Override
  public Iterator<E> iterator() {
    return Collections.unmodifiableList(snapshot()).iterator();
  }

  @Override
  public boolean contains(Object item) {
    return snapshot().contains(item);
  }

  @Override
  public boolean containsAll(Collection<?> items) {
    return snapshot().containsAll(items);
  }

  @Override
  public Object[] toArray() {
    return snapshot().toArray();
  }

  @Override
  public <T> T[] toArray(T[] array) {
    return snapshot().toArray(array);
  }

  /**
   * @throws UnsupportedOperationException always: items leave at the front alone
   */
  @Override
  public boolean remove(Object item) {
    throw fromTheFrontAlone();
  }

  /**
   * @throws UnsupportedOperationException always: items leave at the front alone
   */
  @Override
  public boolean removeAll(Collection<?> items) {
    throw fromTheFrontAlone();
  }

  /**
   * @throws UnsupportedOperationException always: items leave at the front alone
   */
  @Override
  public boolean retainAll(Collection<?> items) {
    throw fromTheFrontAlone();
  }

  /**
   * @throws UnsupportedOperationException always: items leave at the front alone
   */
  @Override
  public boolean removeIf(Predicate<? super E> filter) {
    throw fromTheFrontAlone();
  }

  private E first(int most) {
    return most > 0 ? poll() : null;
  }

  private static <E> E required(E item) {
    if (item == null) {
      throw new NoSuchElementException("The queue is empty.");
    }
    return item;
  }

  private static UnsupportedOperationException fromTheFrontAlone() {
    return new UnsupportedOperationException("Items leave this queue at the front alone.");
  }
}
