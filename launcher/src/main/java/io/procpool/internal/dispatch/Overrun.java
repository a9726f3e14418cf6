package io.procpool.internal.dispatch;

import io.procpool.Retries;
import io.procpool.TaskException;
import io.procpool.TaskTimeoutException;
import io.procpool.codec.ThrowableForm;
import io.procpool.codec.ValueCodec;
import io.procpool.internal.engine.InputPreview;
import io.procpool.protocol.Frame;
import io.procpool.protocol.InterruptPayload;
import java.time.Duration;

/** A task that ran for longer than it may. The pool thread's own until it is told. */
final class Overrun implements Failure {

  /** Counted in the chunk. */
  final int task;

  private final Duration limit;
  private final Duration grace;
  private final String worker;

  /** From the worker: where the task was; {@code null} as long as it has not said so. */
  private Frame interrupted;

  private boolean isKilled;

  Overrun(int task, Duration limit, Duration grace, String worker) {
    this.task = task;
    this.limit = limit;
    this.grace = grace;
    this.worker = worker;
  }

  /** Of a task that nobody will hear of: it was cancelled. */
  static Overrun unknown(int task, String worker) {
    return new Overrun(task, Duration.ZERO, Duration.ZERO, worker);
  }

  void onInterrupted(Frame frame) {
    interrupted = frame;
  }

  /** It did not end within its grace. */
  void onKill() {
    isKilled = true;
  }

  @Override
  public Retries.Failure kind() {
    return Retries.Failure.TIMED_OUT;
  }

  @Override
  public TaskException exception(Chunk chunk, long index, String input, ValueCodec codec) {
    String message =
        "Task "
            + index
            + " ran for longer than "
            + limit
            + " in "
            + worker
            + ". It was interrupted"
            + (isKilled
                ? ", did not end within its grace of " + grace + ", and was killed with its worker."
                : ", and its worker is replaced.")
            + (interrupted == null ? " The worker did not answer: where it was is not known." : "")
            + Failed.attempts(chunk)
            + InputPreview.sentence(input);
    return new TaskTimeoutException(index, input, limit, message, place());
  }

  private Throwable place() {
    return interrupted == null
        ? null
        : ThrowableForm.decode(InterruptPayload.place(interrupted), Overrun.class.getClassLoader());
  }
}
