package io.procpool.bench.sides;

import java.util.List;
import java.util.concurrent.ForkJoinPool;

/**
 * The same work without processes: two threads of this one JVM, or none beside the one that asks.
 *
 * <pre>
 *   squares COUNT TIMES    on two threads
 *   burn COUNT             on two threads
 *   serial COUNT           the same tasks, one after the other
 *   allocate COUNT         the longest stall of this JVM while two threads of it allocate
 * </pre>
 */
public final class ThreadSide {

  private final ForkJoinPool threads = new ForkJoinPool(2);

  private ThreadSide() {}

  public static void main(String[] arguments) throws Exception {
    Questions.answer(new ThreadSide()::answer);
  }

  private String answer(List<String> words) throws Exception {
    int count = Integer.parseInt(words.get(1));
    List<Long> items = Chores.numbers(count);
    return switch (words.get(0)) {
      case "squares" -> squares(items, Integer.parseInt(words.get(2)));
      case "burn" -> "" + Times.of(count, () -> onThreads(Chores::burn, items));
      case "serial" -> "" + Times.of(count, () -> items.stream().map(Chores::burn).toList());
      case "allocate" -> "" + Sleeper.longestWhile(() -> onThreads(Chores::allocate, items));
      default -> throw Questions.unknown(words);
    };
  }

  private String squares(List<Long> items, int times) throws Exception {
    return ""
        + Times.median(times, () -> Times.of(items.size(), () -> onThreads(x -> x * x, items)));
  }

  /** A parallel stream runs in the fork-join pool whose thread starts it. */
  private List<Long> onThreads(Task task, List<Long> items) throws Exception {
    return threads.submit(() -> items.parallelStream().map(task::of).toList()).get();
  }

  private interface Task {

    Long of(Long item);
  }
}
