package io.procpool.it.calls;

import java.util.Iterator;
import java.util.concurrent.atomic.AtomicInteger;

/** The numbers from 0 on, without end, that tells how many were pulled, and by whom. */
final class CountedInput implements Iterable<Integer> {

  private final AtomicInteger pulled = new AtomicInteger();
  private volatile Thread puller;

  @Override
  public Iterator<Integer> iterator() {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return true;
      }

      @Override
      public Integer next() {
        puller = Thread.currentThread();
        return pulled.getAndIncrement();
      }
    };
  }

  int pulled() {
    return pulled.get();
  }

  /** Whether something was pulled, and whoever pulls now waits for something. */
  boolean isAtRest() {
    Thread thread = puller;
    return thread != null && thread.getState() == Thread.State.WAITING;
  }
}
