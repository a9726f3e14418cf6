package io.procpool.examples;

import io.procpool.sharing.ChildProcess;
import io.procpool.sharing.SharedInt;
import io.procpool.sharing.SharedLock;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Ten processes that print, one at a time. Text 003, "Synchronisation using Lock".
 *
 * <p>What is shared is passed as an argument or captured by a lambda. A value can go with a lock,
 * and be used like any other while that is held. If a child were killed while it holds the lock,
 * the next would get it.
 */
public final class E15HelloUnderALock {

  private E15HelloUnderALock() {}

  public static void main(String[] arguments) throws InterruptedException {
    try (SharedLock lock = SharedLock.create();
        SharedInt printed = SharedInt.create(0, lock)) {
      List<ChildProcess> children =
          IntStream.range(0, 10)
              .mapToObj(i -> ChildProcess.of(() -> sayHello(printed, i)).start())
              .toList();
      for (ChildProcess child : children) {
        child.join();
      }
      Expect.equal(printed.get(), 10);
    }
  }

  private static void sayHello(SharedInt printed, int i) {
    printed.lock().lock();
    try {
      System.out.println("hello world " + i);
      printed.setPlain(printed.getPlain() + 1);
    } finally {
      printed.lock().unlock();
    }
  }
}
