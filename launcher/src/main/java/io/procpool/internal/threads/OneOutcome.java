package io.procpool.internal.threads;

import io.procpool.internal.engine.Outcomes;
import java.util.function.Consumer;

/**
 * The outcome of one task, which nothing had to be encoded for.
 *
 * @param failed 1 if it is a failure
 * @param size what its result holds, as far as that is known
 * @param telling hands it over
 */
record OneOutcome<R>(int failed, long size, Consumer<Outcomes.Receiver<? super R>> telling)
    implements Outcomes<R> {

  @Override
  public int count() {
    return 1;
  }

  @Override
  public void open(Receiver<? super R> receiver) {
    telling.accept(receiver);
  }
}
