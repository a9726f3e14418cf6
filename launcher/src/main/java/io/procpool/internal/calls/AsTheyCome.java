package io.procpool.internal.calls;

import io.procpool.TaskException;
import java.util.ArrayDeque;

/** In the order in which the tasks ended. */
final class AsTheyCome<R> implements Ordering<R> {

  private final ArrayDeque<Settled<R>> waiting = new ArrayDeque<>();

  @Override
  public void onValue(long index, R value) {
    waiting.add(new Settled<>(value, null));
  }

  @Override
  public void onFailure(long index, TaskException failure) {
    waiting.add(new Settled<>(null, failure));
  }

  @Override
  public Settled<R> poll() {
    return waiting.poll();
  }

  @Override
  public void onEnd() {
    // nothing was waited for
  }
}
