package io.procpool.internal.calls;

import io.procpool.Outcome;
import io.procpool.TaskException;
import java.util.ArrayDeque;

/** In the order in which the tasks ended. */
final class AsTheyCome<R> implements Ordering<R> {

  private final ArrayDeque<Outcome<R>> waiting = new ArrayDeque<>();

  @Override
  public void onValue(long index, R value) {
    waiting.add(new Outcome.Value<>(value));
  }

  @Override
  public void onFailure(long index, TaskException failure) {
    waiting.add(new Outcome.Failed<>(failure));
  }

  @Override
  public Outcome<R> poll() {
    return waiting.poll();
  }

  @Override
  public void onEnd() {
    // nothing was waited for
  }
}
