package io.procpool.sharing.manager;

import java.util.List;

/** A list of a fixed length, for elements of one class. */
final class ArrayStore<E> extends ListStore<E> {

  private static final String FIXED = "The length of this array is fixed.";

  private final Class<E> type;

  ArrayStore(Class<E> type, List<E> elements) {
    super(elements);
    this.type = type;
    elements.forEach(this::check);
  }

  @Override
  public E set(int index, E element) {
    check(element);
    return super.set(index, element);
  }

  @Override
  public boolean exchange(long before, List<E> replacement) {
    if (replacement.size() != size()) {
      throw new UnsupportedOperationException(FIXED);
    }
    replacement.forEach(this::check);
    return super.exchange(before, replacement);
  }

  @Override
  public void append(E element) {
    throw new UnsupportedOperationException(FIXED);
  }

  @Override
  public void insert(int index, E element) {
    throw new UnsupportedOperationException(FIXED);
  }

  @Override
  public void insertAll(int index, List<E> added) {
    throw new UnsupportedOperationException(FIXED);
  }

  @Override
  public void appendAll(List<E> added) {
    throw new UnsupportedOperationException(FIXED);
  }

  @Override
  public E removeAt(int index) {
    throw new UnsupportedOperationException(FIXED);
  }

  @Override
  public boolean removeValue(Object element) {
    throw new UnsupportedOperationException(FIXED);
  }

  @Override
  public void clear() {
    throw new UnsupportedOperationException(FIXED);
  }

  private void check(Object element) {
    type.cast(element);
  }
}
