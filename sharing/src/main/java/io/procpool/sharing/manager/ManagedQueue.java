package io.procpool.sharing.manager;

import java.io.ObjectStreamException;
import java.io.Serializable;
import java.util.AbstractQueue;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A queue afar.
 *
 * @param <E> what the items are
 */
final class ManagedQueue<E> extends AbstractQueue<E>
    implements RemoteQueue<E>, Managed, Serializable {

  private static final long serialVersionUID = 1L;

  private final transient QueueFace<E> face;

  ManagedQueue(QueueFace<E> face) {
    this.face = face;
  }

  @Override
  public Object face() {
    return face;
  }

  @Override
  public int size() {
    return face.size();
  }

  @Override
  public int remainingCapacity() {
    return face.remainingCapacity();
  }

  @Override
  public boolean offer(E element) {
    return face.offer(Objects.requireNonNull(element));
  }

  @Override
  public boolean offer(E element, long time, TimeUnit unit) throws InterruptedException {
    return face.offer(Objects.requireNonNull(element), unit.toNanos(time));
  }

  @Override
  public void put(E element) throws InterruptedException {
    face.offer(Objects.requireNonNull(element), Long.MAX_VALUE);
  }

  @Override
  public E poll() {
    return face.poll();
  }

  @Override
  public E poll(long time, TimeUnit unit) throws InterruptedException {
    return face.poll(unit.toNanos(time));
  }

  @Override
  public E take() throws InterruptedException {
    return face.poll(Long.MAX_VALUE);
  }

  @Override
  public E peek() {
    return face.peek();
  }

  @Override
  public boolean contains(Object element) {
    return face.all().contains(element);
  }

  @Override
  public boolean remove(Object element) {
    return face.removeValue(element);
  }

  @Override
  public void clear() {
    face.clear();
  }

  @Override
  public int drainTo(Collection<? super E> target) {
    return drainTo(target, Integer.MAX_VALUE);
  }

  @Override
  public int drainTo(Collection<? super E> target, int most) {
    if (target == this) {
      throw new IllegalArgumentException("It cannot be drained to itself.");
    }
    List<E> drained = face.drain(most);
    target.addAll(drained);
    return drained.size();
  }

  @Override
  public Iterator<E> iterator() {
    return Collections.unmodifiableList(face.all()).iterator();
  }

  @Override
  public Object[] toArray() {
    return face.all().toArray();
  }

  @Override
  public <T> T[] toArray(T[] array) {
    return face.all().toArray(array);
  }

  @Override
  public boolean removeIf(Predicate<? super E> filter) {
    boolean isChanged = false;
    for (E element : face.all()) {
      isChanged |= filter.test(element) && face.removeValue(element);
    }
    return isChanged;
  }

  @Override
  public boolean removeAll(Collection<?> elements) {
    return removeIf(elements::contains);
  }

  @Override
  public boolean retainAll(Collection<?> elements) {
    return removeIf(element -> !elements.contains(element));
  }

  @Override
  public void taskDone() {
    face.taskDone();
  }

  @Override
  public void join() throws InterruptedException {
    face.join(Long.MAX_VALUE);
  }

  @Override
  public boolean join(long time, TimeUnit unit) throws InterruptedException {
    return face.join(unit.toNanos(time));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ManagedQueue<?> queue && face.equals(queue.face);
  }

  @Override
  public int hashCode() {
    return face.hashCode();
  }

  private Object writeReplace() throws ObjectStreamException {
    return Proxies.handlerOf(this).reference();
  }
}
