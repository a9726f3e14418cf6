package io.procpool.internal.calls;

import io.procpool.TaskException;
import io.procpool.internal.engine.Outcomes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/** The outcomes of a map, put in their places as they come. One thread at a time. */
final class CollectedResults<R> implements Outcomes.Receiver<R> {

  /** No more failures are kept: each holds a stack, and nobody reads the hundredth. */
  private static final int MAX_SUPPRESSED = 20;

  private final List<R> values = new ArrayList<>();
  private final TreeMap<Long, TaskException> failures = new TreeMap<>();

  void add(Outcomes<R> batch) {
    batch.open(this);
  }

  @Override
  public void onValue(long index, R value) {
    int at = Math.toIntExact(index);
    if (at == values.size()) {
      values.add(value);
    } else {
      reserve(at);
      values.set(at, value);
    }
  }

  @Override
  public void onFailure(long index, TaskException failure) {
    reserve(Math.toIntExact(index));
    failures.put(index, failure);
    if (failures.size() > MAX_SUPPRESSED + 1) {
      failures.pollLastEntry();
    }
  }

  /**
   * All results in order.
   *
   * @throws TaskException that of the smallest index, if a task failed, the others suppressed in it
   */
  List<R> get() {
    if (failures.isEmpty()) {
      return values;
    }
    TaskException first = failures.pollFirstEntry().getValue();
    failures.values().forEach(first::addSuppressed);
    throw first;
  }

  private void reserve(int at) {
    if (at >= values.size()) {
      values.addAll(Collections.nCopies(at + 1 - values.size(), null));
    }
  }
}
