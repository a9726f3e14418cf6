package io.procpool.sharing.manager;

import java.util.List;

/** What of a queue is done in the manager; {@link ManagedQueue} makes a queue of it. */
interface QueueFace<E> {

  int size();

  int remainingCapacity();

  boolean offer(E element);

  boolean offer(E element, long nanos) throws InterruptedException;

  E poll();

  E poll(long nanos) throws InterruptedException;

  E peek();

  /** Removes one, as if it was done. */
  boolean removeValue(Object element);

  List<E> all();

  /** Takes up to so many. */
  List<E> drain(int most);

  /** Removes all, as if they were done. */
  void clear();

  void taskDone();

  boolean join(long nanos) throws InterruptedException;
}
