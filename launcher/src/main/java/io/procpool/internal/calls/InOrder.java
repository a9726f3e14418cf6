package io.procpool.internal.calls;

import io.procpool.Outcome;
import io.procpool.TaskException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;

/** In the order of the items. */
final class InOrder<R> implements Ordering<R> {

  private final Map<Long, Outcome<R>> ahead = new HashMap<>();
  private final Queue<Outcome<R>> rest = new ArrayDeque<>();
  private long next;

  @Override
  public void onValue(long index, R value) {
    ahead.put(index, new Outcome.Value<>(value));
  }

  @Override
  public void onFailure(long index, TaskException failure) {
    ahead.put(index, new Outcome.Failed<>(failure));
  }

  @Override
  public Outcome<R> poll() {
    Outcome<R> outcome = ahead.remove(next);
    next += outcome == null ? 0 : 1;
    return outcome == null ? rest.poll() : outcome;
  }

  /** Takes all whose turn it is. */
  void moveTo(List<Outcome<R>> taken) {
    for (Outcome<R> next = poll(); next != null; next = poll()) {
      taken.add(next);
    }
  }

  @Override
  public void onEnd() {
    rest.addAll(new TreeMap<>(ahead).values());
    ahead.clear();
  }
}
