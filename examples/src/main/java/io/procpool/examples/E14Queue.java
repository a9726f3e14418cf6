package io.procpool.examples;

import io.procpool.sharing.ChildProcess;
import io.procpool.sharing.SharedJoinableQueue;
import io.procpool.sharing.SharedQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One queue from which three processes take, and one into which they put. Text 003, "inter-process
 * using Queue".
 *
 * <p>A pipe has two ends; a queue has as many producers and consumers as there are. The queue of
 * numbers is of the kind that can be joined: {@code join()} returns when all that went in is done.
 * The children wait for more until they are ended; being daemons they would also end with this
 * program.
 */
public final class E14Queue {

  private static final List<Integer> NUMBERS = IntStream.range(0, 100).boxed().toList();

  private E14Queue() {}

  public static void main(String[] arguments) throws InterruptedException {
    try (SharedJoinableQueue<Integer> numbers = SharedJoinableQueue.create(10);
        SharedQueue<Integer> squares = SharedQueue.create()) {
      Stream.generate(() -> ChildProcess.of(E14Queue::square, numbers, squares))
          .limit(3)
          .forEach(child -> child.daemon(true).start());
      for (int number : NUMBERS) {
        numbers.put(number); // waits while ten are there
      }
      numbers.join();

      List<Integer> sorted = new ArrayList<>();
      squares.drainTo(sorted);
      sorted.sort(null);
      System.out.println(sorted.subList(0, 10) + " ...");
      Expect.equal(sorted, NUMBERS.stream().map(number -> number * number).toList());
      endAll();
    }
  }

  private static void square(SharedJoinableQueue<Integer> numbers, SharedQueue<Integer> squares)
      throws InterruptedException {
    while (true) {
      int number = numbers.take();
      squares.put(number * number);
      numbers.taskDone();
    }
  }

  /** Before the queues are closed, on which they wait. */
  private static void endAll() throws InterruptedException {
    for (ChildProcess child : ChildProcess.activeChildren()) {
      child.terminate();
      child.join();
    }
  }
}
