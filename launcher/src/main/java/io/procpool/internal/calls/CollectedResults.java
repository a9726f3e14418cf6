package io.procpool.internal.calls;

import io.procpool.TaskException;
import io.procpool.internal.engine.Outcomes;
import java.util.List;
import java.util.TreeMap;

/** The outcomes of a map, put in their places as they come. One thread at a time. */
final class CollectedResults<R> implements Outcomes.Receiver<R> {

  /** No more failures are kept: each holds a stack, and nobody reads the hundredth. */
  private static final int MAX_SUPPRESSED = 20;

  private final ResultList<R> values = new ResultList<>();
  private final TreeMap<Long, TaskException> failures = new TreeMap<>();

  void add(Outcomes<R> batch) {
    batch.open(this);
  }

  @Override
  public void onValue(long index, R value) {
    values.put(Math.toIntExact(index), value);
  }

  @Override
  public void onFailure(long index, TaskException failure) {
    values.put(Math.toIntExact(index), null);
    failures.put(index, failure);
    if (failures.size() > MAX_SUPPRESSED + 1) {
      failures.pollLastEntry();
    }
  }

  boolean hasFailure() {
    return !failures.isEmpty();
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
}
