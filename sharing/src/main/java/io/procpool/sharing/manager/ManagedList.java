package io.procpool.sharing.manager;

import java.io.ObjectStreamException;
import java.io.Serializable;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A list afar. What runs a function runs it here, on a copy, and puts that in the list's place if
 * nobody has changed it meanwhile, else again.
 *
 * @param <E> what the elements are
 */
final class ManagedList<E> extends AbstractList<E> implements Managed, Serializable {

  private static final long serialVersionUID = 1L;

  private final transient ListFace<E> face;

  ManagedList(ListFace<E> face) {
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
  public E get(int index) {
    return face.get(index);
  }

  @Override
  public E set(int index, E element) {
    return face.set(index, element);
  }

  @Override
  public boolean add(E element) {
    face.append(element);
    return true;
  }

  @Override
  public void add(int index, E element) {
    face.insert(index, element);
  }

  @Override
  public boolean addAll(Collection<? extends E> elements) {
    face.appendAll(new ArrayList<>(elements));
    return !elements.isEmpty();
  }

  @Override
  public boolean addAll(int index, Collection<? extends E> elements) {
    face.insertAll(index, new ArrayList<>(elements));
    return !elements.isEmpty();
  }

  @Override
  public E remove(int index) {
    return face.removeAt(index);
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
  public boolean contains(Object element) {
    return face.indexOf(element) >= 0;
  }

  @Override
  public int indexOf(Object element) {
    return face.indexOf(element);
  }

  @Override
  public int lastIndexOf(Object element) {
    return face.lastIndexOf(element);
  }

  @Override
  public Iterator<E> iterator() {
    return Collections.unmodifiableList(face.all()).iterator();
  }

  @Override
  public Spliterator<E> spliterator() {
    return face.all().spliterator();
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
  public void sort(Comparator<? super E> order) {
    update(
        copy -> {
          copy.sort(order);
          return true;
        });
  }

  @Override
  public void replaceAll(UnaryOperator<E> function) {
    update(
        copy -> {
          copy.replaceAll(function);
          return true;
        });
  }

  @Override
  public boolean removeIf(Predicate<? super E> filter) {
    return update(copy -> copy.removeIf(filter));
  }

  @Override
  public boolean removeAll(Collection<?> elements) {
    return removeIf(elements::contains);
  }

  @Override
  public boolean retainAll(Collection<?> elements) {
    return removeIf(element -> !elements.contains(element));
  }

  private boolean update(Function<List<E>, Boolean> change) {
    while (true) {
      Stamped<List<E>> before = face.stamped();
      boolean isChanged = change.apply(before.value());
      if (!isChanged || face.exchange(before.stamp(), before.value())) {
        return isChanged;
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other == this || other instanceof List<?> list && face.all().equals(list);
  }

  @Override
  public int hashCode() {
    return face.all().hashCode();
  }

  private Object writeReplace() throws ObjectStreamException {
    return Proxies.handlerOf(this).reference();
  }
}
