package io.procpool.bench.soak;

import io.procpool.TaskException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a map gave, as it came. Guarded by its lock: the reader counts, and the striker waits for
 * the count.
 */
final class Tally {

  private final List<long[]> answers = new ArrayList<>();
  private final List<Told> failures = new ArrayList<>();
  private boolean isOver;

  synchronized void answer(long[] answer) {
    answers.add(answer);
    notifyAll();
  }

  synchronized void failure(TaskException failure) {
    failures.add(new Told(failure, System.nanoTime()));
    notifyAll();
  }

  /** Nothing more will come. */
  synchronized void end() {
    isOver = true;
    notifyAll();
  }

  /**
   * Waits until this many tasks have come to something.
   *
   * @return false if so many never will
   */
  synchronized boolean await(int count) throws InterruptedException {
    while (!isOver && answers.size() + failures.size() < count) {
      wait();
    }
    return !isOver;
  }

  synchronized List<long[]> answers() {
    return List.copyOf(answers);
  }

  synchronized List<Told> failures() {
    return List.copyOf(failures);
  }

  /**
   * A failure.
   *
   * @param nanos when it was known, by {@code System.nanoTime()}
   */
  record Told(TaskException failure, long nanos) {

    /** The task's, which here is its place in the input, too. */
    long number() {
      return failure.index();
    }
  }
}
