package io.procpool.internal.engine;

import io.procpool.ProcpoolException;

/**
 * Takes what becomes of a job's tasks. Called on a thread of the engine, one call at a time: it
 * must not block, and must not run user code.
 *
 * @param <R> a result
 */
public interface OutcomeSink<R> {

  /** Some tasks have ended. */
  void onOutcomes(Outcomes<R> outcomes);

  /** Every task of the input has ended, and was told. */
  void onEnd();

  /** What has not been told will not be. */
  void onLost(ProcpoolException cause);
}
