package io.procpool.sharing.manager;

import java.util.List;

/** What of a list is done in the manager; {@link ManagedList} makes a list of it. */
interface ListFace<E> {

  int size();

  E get(int index);

  E set(int index, E element);

  void append(E element);

  void insert(int index, E element);

  void insertAll(int index, List<E> elements);

  void appendAll(List<E> elements);

  E removeAt(int index);

  boolean removeValue(Object element);

  void clear();

  int indexOf(Object element);

  int lastIndexOf(Object element);

  List<E> all();

  /** All elements and what {@link #exchange} wants to be told of them. */
  Stamped<List<E>> stamped();

  /**
   * Replaces all elements.
   *
   * @return false, and nothing, if the list has changed behind that stamp
   */
  boolean exchange(long stamp, List<E> elements);
}
