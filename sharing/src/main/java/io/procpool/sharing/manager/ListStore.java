package io.procpool.sharing.manager;

import java.util.ArrayList;
import java.util.List;

/** Guarded by itself. */
class ListStore<E> extends Store implements ListFace<E> {

  private List<E> elements;
  private long stamp;

  ListStore(List<E> elements) {
    super(ListFace.class);
    this.elements = new ArrayList<>(elements);
  }

  @Override
  public synchronized int size() {
    return elements.size();
  }

  @Override
  public synchronized E get(int index) {
    return elements.get(index);
  }

  @Override
  public synchronized E set(int index, E element) {
    stamp++;
    return elements.set(index, element);
  }

  @Override
  public synchronized void append(E element) {
    stamp++;
    elements.add(element);
  }

  @Override
  public synchronized void insert(int index, E element) {
    stamp++;
    elements.add(index, element);
  }

  @Override
  public synchronized void insertAll(int index, List<E> added) {
    stamp++;
    elements.addAll(index, added);
  }

  @Override
  public synchronized void appendAll(List<E> added) {
    stamp++;
    elements.addAll(added);
  }

  @Override
  public synchronized E removeAt(int index) {
    stamp++;
    return elements.remove(index);
  }

  @Override
  public synchronized boolean removeValue(Object element) {
    stamp++;
    return elements.remove(element);
  }

  @Override
  public synchronized void clear() {
    stamp++;
    elements.clear();
  }

  @Override
  public synchronized int indexOf(Object element) {
    return elements.indexOf(element);
  }

  @Override
  public synchronized int lastIndexOf(Object element) {
    return elements.lastIndexOf(element);
  }

  @Override
  public synchronized List<E> all() {
    return new ArrayList<>(elements);
  }

  @Override
  public synchronized Stamped<List<E>> stamped() {
    return new Stamped<>(stamp, all());
  }

  @Override
  public synchronized boolean exchange(long before, List<E> replacement) {
    if (stamp != before) {
      return false;
    }
    stamp++;
    elements = new ArrayList<>(replacement);
    return true;
  }
}
