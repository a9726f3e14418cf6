package io.procpool.internal.dispatch;

import java.util.ArrayList;
import java.util.List;

/**
 * The failed attempts at a task that is tried again. Never changed but replaced.
 *
 * @param count how many there were
 * @param failures of the first of them, and of the last: all of them would fill the heap, where a
 *     task is tried for ever
 */
record Attempts(int count, List<Failure> failures) {

  static final Attempts NONE = new Attempts(0, List.of());

  private static final int MOST_KEPT = 20;

  boolean isEmpty() {
    return count == 0;
  }

  Failure last() {
    return failures.get(failures.size() - 1);
  }

  Attempts and(Failure failure) {
    List<Failure> more = new ArrayList<>(failures);
    if (more.size() == MOST_KEPT) {
      more.remove(1);
    }
    more.add(failure);
    return new Attempts(count + 1, List.copyOf(more));
  }

  Attempts withoutLast() {
    return new Attempts(count - 1, failures.subList(0, failures.size() - 1));
  }
}
