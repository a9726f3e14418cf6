package io.procpool.internal.dispatch;

import io.procpool.Retries;
import io.procpool.SerializationException;
import io.procpool.TaskException;
import io.procpool.TaskFailedException;
import io.procpool.codec.ValueCodec;
import io.procpool.internal.engine.InputPreview;
import io.procpool.protocol.OutcomeKind;
import io.procpool.protocol.PayloadReader;

/**
 * The failure that a worker has answered with: what the task threw, or what could not cross.
 *
 * @param thrown its form
 * @param worker its name and pid
 */
record Answer(OutcomeKind outcome, PayloadReader thrown, String worker) implements Failure {

  /** The same, which holds no other outcomes of the frame that it came in. */
  Answer alone() {
    PayloadReader all = thrown.copy();
    return new Answer(outcome, new PayloadReader(all.readBytes(all.remaining())), worker);
  }

  @Override
  public Retries.Failure kind() {
    return outcome == OutcomeKind.THROWN ? Retries.Failure.TASK_FAILED : null;
  }

  @Override
  public TaskException exception(Chunk chunk, long index, String input, ValueCodec codec) {
    Throwable cause = chunk.job.loader.decodeThrown(thrown.copy());
    return switch (outcome) {
      case VALUE, LARGE_VALUE, INTERRUPTED, THROWN -> failed(chunk, index, input, cause);
      case FUNCTION_UNREADABLE ->
          refused(index, input, "has a function that the worker cannot read", cause);
      case ITEM_UNREADABLE ->
          refused(index, input, "has an item that the worker cannot read", cause);
      case RESULT_UNWRITABLE -> refused(index, input, "gave a result that cannot be sent", cause);
    };
  }

  private TaskFailedException failed(Chunk chunk, long index, String input, Throwable cause) {
    String message = "Task " + index + " failed in " + worker + "." + Failed.attempts(chunk);
    return new TaskFailedException(index, input, message + InputPreview.sentence(input), cause);
  }

  private SerializationException refused(long index, String input, String what, Throwable cause) {
    String message =
        "Task " + index + " of " + worker + " " + what + ": " + cause.getMessage() + ".";
    return new SerializationException(index, input, message + InputPreview.sentence(input), cause);
  }
}
