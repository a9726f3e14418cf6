package io.procpool.sharing.manager;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A queue that knows how many of what was put in are not done. */
final class QueueStore<E> extends Store implements QueueFace<E> {

  private final int capacity;

  /** Guards all below: putters, takers and those who join are woken apart. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition notEmpty = lock.newCondition(); // of the lock above, as the two below
  private final Condition notFull = lock.newCondition();
  private final Condition allDone = lock.newCondition();

  private final ArrayDeque<E> elements = new ArrayDeque<>();
  private long undone;

  QueueStore(int capacity) {
    super(QueueFace.class);
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity must be 1 or more, was " + capacity);
    }
    this.capacity = capacity;
  }

  /** What is done with the queue, and may have to wait. */
  private interface Use<T> {

    T run() throws InterruptedException;
  }

  @Override
  public int size() {
    return locked(elements::size);
  }

  @Override
  public int remainingCapacity() {
    return locked(() -> capacity - elements.size());
  }

  @Override
  public boolean offer(E element) {
    return locked(() -> add(element));
  }

  @Override
  public boolean offer(E element, long nanos) throws InterruptedException {
    return waiting(() -> awaited(() -> elements.size() < capacity, notFull, nanos) && add(element));
  }

  private boolean add(E element) {
    if (elements.size() == capacity) {
      return false;
    }
    elements.add(element);
    undone++;
    notEmpty.signal();
    return true;
  }

  @Override
  public E poll() {
    return locked(this::remove);
  }

  @Override
  public E poll(long nanos) throws InterruptedException {
    return waiting(() -> awaited(() -> !elements.isEmpty(), notEmpty, nanos) ? remove() : null);
  }

  private E remove() {
    E first = elements.poll();
    notFull.signal();
    return first;
  }

  @Override
  public E peek() {
    return locked(elements::peek);
  }

  @Override
  public boolean removeValue(Object element) {
    return locked(
        () -> {
          boolean isRemoved = elements.remove(element);
          discard(isRemoved ? 1 : 0);
          return isRemoved;
        });
  }

  @Override
  public List<E> all() {
    return locked(() -> new ArrayList<>(elements));
  }

  @Override
  public List<E> drain(int most) {
    return locked(
        () -> {
          List<E> drained = new ArrayList<>();
          while (drained.size() < most && !elements.isEmpty()) {
            drained.add(remove());
          }
          return drained;
        });
  }

  @Override
  public void clear() {
    locked(
        () -> {
          int count = elements.size();
          elements.clear();
          discard(count);
          return null;
        });
  }

  private void discard(int count) {
    notFull.signalAll();
    finish(count);
  }

  @Override
  public void taskDone() {
    locked(
        () -> {
          if (undone == 0) {
            throw new IllegalStateException("All that were put in are done already.");
          }
          finish(1);
          return null;
        });
  }

  private void finish(int count) {
    undone -= count;
    if (undone <= 0) {
      undone = 0;
      allDone.signalAll();
    }
  }

  @Override
  public boolean join(long nanos) throws InterruptedException {
    return waiting(() -> awaited(() -> undone == 0, allDone, nanos));
  }

  private static boolean awaited(BooleanSupplier isSo, Condition condition, long nanos)
      throws InterruptedException {
    long left = nanos;
    while (!isSo.getAsBoolean()) {
      if (left <= 0) {
        return false;
      }
      left = condition.awaitNanos(left);
    }
    return true;
  }

  /** The lock is never held for long. */
  private <T> T locked(Supplier<T> use) {
    lock.lock();
    try {
      return use.get();
    } finally {
      lock.unlock();
    }
  }

  private <T> T waiting(Use<T> use) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      return use.run();
    } finally {
      lock.unlock();
    }
  }
}
