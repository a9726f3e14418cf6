package io.procpool.internal.engine;

import io.procpool.TaskException;

/**
 * How some tasks ended, perhaps still encoded.
 *
 * @param <R> a result
 */
public interface Outcomes<R> {

  /** How many tasks. */
  int count();

  /** How many of them are known to be failures, without opening one. */
  int failed();

  /** What they hold in memory, of the heap or not, until they are opened, about, in bytes. */
  long size();

  /**
   * Decodes and hands over each outcome. Runs user code ({@code readObject}), so it is called where
   * that may run. One thread at a time opens the outcomes of one job.
   */
  void open(Receiver<? super R> receiver);

  /** Nobody will open them: gives back what they hold beside the heap. From any thread. */
  default void discard() {
    // most hold nothing there
  }

  /**
   * Takes outcomes one by one.
   *
   * @param <R> a result
   */
  interface Receiver<R> {

    void onValue(long index, R value);

    void onFailure(long index, TaskException failure);
  }
}
