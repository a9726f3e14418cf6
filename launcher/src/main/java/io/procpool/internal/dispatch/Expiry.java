package io.procpool.internal.dispatch;

import io.procpool.Retries;
import io.procpool.TaskException;
import io.procpool.TaskTimeoutException;
import io.procpool.codec.ValueCodec;
import io.procpool.internal.engine.InputPreview;
import java.time.Duration;

/** A task that waited for its start for longer than it may. */
record Expiry(Duration limit) implements Failure {

  /** It would wait again. */
  @Override
  public Retries.Failure kind() {
    return null;
  }

  @Override
  public TaskException exception(Chunk chunk, long index, String input, ValueCodec codec) {
    String message = "Task " + index + " waited for longer than " + limit + " and was not started.";
    return new TaskTimeoutException(
        index, input, limit, message + Failed.attempts(chunk) + InputPreview.sentence(input), null);
  }
}
