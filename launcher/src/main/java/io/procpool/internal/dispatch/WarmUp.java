package io.procpool.internal.dispatch;

import io.procpool.ProcpoolException;
import java.util.BitSet;
import java.util.concurrent.CompletableFuture;

/**
 * A caller's wait until each slot has had a worker that was ready; or until each has run something
 * once. The pool thread's own, but for the future.
 */
final class WarmUp {

  /** What each worker runs; {@code null} if it is to be ready only. */
  final Initializer task;

  private final BitSet warm = new BitSet();
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  WarmUp(Initializer task) {
    this.task = task;
  }

  /** Completes in the end; or fails with a {@link ProcpoolException}, or is cancelled. */
  CompletableFuture<Void> done() {
    return done;
  }

  boolean isWarm(int slot) {
    return warm.get(slot);
  }

  void onWarm(int slot) {
    warm.set(slot);
  }

  /** Whether nobody waits any more, now that there are so many slots. */
  boolean isOver(int slots) {
    if (warm.nextClearBit(0) >= slots) {
      done.complete(null);
    }
    return done.isDone();
  }

  void fail(ProcpoolException cause) {
    done.completeExceptionally(cause);
  }
}
