package io.procpool.internal.threads;

import io.procpool.ProcpoolException;
import io.procpool.TaskFailedException;
import io.procpool.context.WorkerContext;
import io.procpool.task.TaskCallable;
import io.procpool.task.TaskRunnable;
import java.util.BitSet;
import java.util.concurrent.CompletableFuture;

/**
 * A caller's wait until each thread of a pool has run something once. Guarded by the crew's
 * monitor, but for the future.
 */
final class WarmUp {

  private final TaskCallable<Void> task;
  private final BitSet begun = new BitSet();
  private final BitSet warm = new BitSet();
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  /**
   * @param task {@code null} for nothing
   */
  WarmUp(TaskRunnable task) {
    this.task = task == null ? () -> null : task.givingNothing();
  }

  /** Completes in the end; or fails with a {@link ProcpoolException}, or is cancelled. */
  CompletableFuture<Void> done() {
    return done;
  }

  /** Whether the thread in a slot is to run it, which it is from now on. */
  boolean begin(int slot) {
    boolean isNew = !begun.get(slot);
    begun.set(slot);
    return isNew;
  }

  /** On that thread: runs user code. */
  void run(WorkerContext worker) {
    try {
      worker.runBesideTasks(task);
    } catch (Throwable e) {
      fail(failure(worker.slot(), worker.workerName(), e));
    }
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

  static TaskFailedException failure(int slot, String worker, Throwable thrown) {
    String message = worker + " could not be warmed up: " + thrown;
    return new TaskFailedException(slot, null, message, thrown);
  }
}
