package io.procpool.examples;

import io.procpool.sharing.ChildProcess;
import io.procpool.sharing.SharedQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Four random numbers, each drawn and printed by a process of its own, and brought here by a queue.
 * Text 004, "A Simple Example" and "Queues".
 *
 * <p>The children are waited for before anything is taken out, as in the text. Python's would never
 * end if there was more in the queue than fits into a pipe; here what was put is in the queue, and
 * who has put it may end.
 */
public final class E17RandomNumbersByQueue {

  private E17RandomNumbersByQueue() {}

  public static void main(String[] arguments) throws InterruptedException {
    try (SharedQueue<Double> queue = SharedQueue.create()) {
      List<ChildProcess> children =
          Stream.generate(() -> ChildProcess.of(E17RandomNumbersByQueue::draw, queue).start())
              .limit(4)
              .toList();
      for (ChildProcess child : children) {
        child.join();
      }
      List<Double> results = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        results.add(queue.take());
      }
      System.out.println(results);
      Expect.equal(results.stream().distinct().count(), 4L);
      Expect.that(queue.isEmpty(), "there was a fifth number");
    }
  }

  private static void draw(SharedQueue<Double> queue) throws InterruptedException {
    double number = Math.random();
    System.out.println(number);
    queue.put(number);
  }
}
