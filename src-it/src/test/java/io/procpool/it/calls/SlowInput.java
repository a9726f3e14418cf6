package io.procpool.it.calls;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Gives its items when the test lets it, and blocks whoever pulls it until then. */
final class SlowInput implements Iterable<Integer> {

  private final List<Integer> items;
  private final Semaphore allowed;

  /**
   * @param atOnce how many it gives without being let
   */
  SlowInput(List<Integer> items, int atOnce) {
    this.items = items;
    this.allowed = new Semaphore(atOnce);
  }

  void goOn(int more) {
    allowed.release(more);
  }

  @Override
  public Iterator<Integer> iterator() {
    Iterator<Integer> iterator = items.iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return iterator.hasNext();
      }

      @Override
      public Integer next() {
        allowed.acquireUninterruptibly();
        return iterator.next();
      }
    };
  }
}
