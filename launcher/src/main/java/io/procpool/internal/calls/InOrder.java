package io.procpool.internal.calls;

import io.procpool.TaskException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;

/** In the order of the items. */
final class InOrder<R> implements Ordering<R> {

  private final Map<Long, Settled<R>> ahead = new HashMap<>();
  private final Queue<Settled<R>> rest = new ArrayDeque<>();
  private long next;

  @Override
  public void onValue(long index, R value) {
    ahead.put(index, new Settled<>(value, null));
  }

  @Override
  public void onFailure(long index, TaskException failure) {
    ahead.put(index, new Settled<>(null, failure));
  }

  @Override
  public Settled<R> poll() {
    Settled<R> settled = ahead.remove(next);
    next += settled == null ? 0 : 1;
    return settled == null ? rest.poll() : settled;
  }

  @Override
  public void onEnd() {
    rest.addAll(new TreeMap<>(ahead).values());
    ahead.clear();
  }
}
