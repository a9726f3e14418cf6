package io.procpool.internal.dispatch;

import io.procpool.Retries;
import io.procpool.TaskException;
import io.procpool.codec.ValueCodec;

/** Why one attempt at a task has failed; made into an exception where outcomes are opened. */
interface Failure {

  /** What it is to retries; {@code null} for what is never tried again. */
  Retries.Failure kind();

  /**
   * The exception that says so.
   *
   * @param input the beginning of the task's input, or {@code null}
   * @param codec for what it holds encoded
   */
  TaskException exception(Chunk chunk, long index, String input, ValueCodec codec);
}
