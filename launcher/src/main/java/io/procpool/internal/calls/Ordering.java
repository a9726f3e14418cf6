package io.procpool.internal.calls;

import io.procpool.Outcome;
import io.procpool.internal.engine.Outcomes;

/** Holds outcomes that have come until it is their turn. The reader's own. */
interface Ordering<R> extends Outcomes.Receiver<R> {

  /** The outcome whose turn it is, or {@code null} if it has not come. */
  Outcome<R> poll();

  /** Nothing more will come: whatever is missing is not waited for. */
  void onEnd();
}
