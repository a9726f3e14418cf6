package io.procpool.internal.calls;

import io.procpool.ProcpoolException;
import io.procpool.internal.engine.OutcomeSink;
import io.procpool.internal.engine.Outcomes;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Outcomes on their way to a future: each step runs on a thread where user code may run, one step
 * of a job at a time and in order. No thread waits while nothing has come.
 */
final class Completion<R> implements OutcomeSink<R> {

  private final Executor executor;
  private final Consumer<Outcomes<R>> onOutcomes;
  private final Runnable onEnd;
  private final Consumer<ProcpoolException> onLost;

  /** Guarded by itself: the engine's thread adds, the executor's takes. */
  private final Queue<Runnable> steps = new ArrayDeque<>();

  private boolean isRunning;

  Completion(
      Executor executor,
      Consumer<Outcomes<R>> onOutcomes,
      Runnable onEnd,
      Consumer<ProcpoolException> onLost) {
    this.executor = executor;
    this.onOutcomes = onOutcomes;
    this.onEnd = onEnd;
    this.onLost = onLost;
  }

  @Override
  public void onOutcomes(Outcomes<R> outcomes) {
    add(() -> onOutcomes.accept(outcomes));
  }

  @Override
  public void onEnd() {
    add(onEnd);
  }

  @Override
  public void onLost(ProcpoolException cause) {
    add(() -> onLost.accept(cause));
  }

  private void add(Runnable step) {
    synchronized (steps) {
      steps.add(step);
      if (isRunning) {
        return;
      }
      isRunning = true;
    }
    try {
      executor.execute(this::runSteps);
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      runSteps(); // the pool has just closed, or has no more threads: whoever brought the word says
      // it
    }
  }

  private void runSteps() {
    for (Runnable step = next(); step != null; step = next()) {
      try {
        step.run();
      } catch (Throwable thrown) { // or its future would never complete
        onLost.accept(new ProcpoolException("A result could not be taken: " + thrown, thrown));
      }
    }
  }

  private Runnable next() {
    synchronized (steps) {
      Runnable step = steps.poll();
      isRunning = step != null;
      return step;
    }
  }
}
