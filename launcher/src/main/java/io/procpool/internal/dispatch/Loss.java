package io.procpool.internal.dispatch;

import io.procpool.Retries;
import io.procpool.TaskException;
import io.procpool.WorkerDeath;
import io.procpool.WorkerDeath.Kind;
import io.procpool.WorkerDiedException;
import io.procpool.codec.ThrowableForm;
import io.procpool.codec.ValueCodec;
import io.procpool.internal.engine.InputPreview;
import io.procpool.internal.workers.WorkerExit;
import io.procpool.protocol.Frame;
import io.procpool.protocol.PayloadReader;
import io.procpool.protocol.StatusPage.Status;

/**
 * The end of a worker that was not asked to end: the failure of the task that ran.
 *
 * @param worker its name and pid
 * @param fault why the pool ended it, or {@code null}
 * @param ending what it said of its end, or {@code null}
 */
record Loss(String worker, WorkerDeath death, WorkerExit exit, String fault, Frame ending)
    implements Failure {

  static Loss of(Worker worker, WorkerExit exit) {
    Kind kind = kind(worker, exit);
    WorkerDeath death =
        new WorkerDeath(
            worker.name(),
            worker.slot(),
            worker.pid(),
            kind,
            exit.exitCode(),
            kind == Kind.EXIT ? null : exit.signal(),
            exit.errorFile(),
            exit.log());
    return new Loss(worker.describe(), death, exit, worker.fault(), worker.ending);
  }

  private static Kind kind(Worker worker, WorkerExit exit) {
    boolean isExit = worker.ending != null && worker.ending.length() > 0;
    if (isExit) {
      return Kind.EXIT;
    }
    return worker.fault() == null ? exit.kind() : Kind.FAULT;
  }

  @Override
  public Retries.Failure kind() {
    return Retries.Failure.WORKER_DIED;
  }

  /** Whether it has ended as a worker does that is asked to. */
  boolean isOrderly() {
    return fault == null && ending == null && death.exitCode() == 0;
  }

  /** Such as "exit code 42, by System.exit". */
  String describe() {
    if (fault != null) {
      return death.kind() == Kind.EXIT ? "System.exit, but " + fault : fault;
    }
    return switch (death.kind()) {
      case EXIT -> "exit code " + death.exitCode() + ", by System.exit";
      case HALT -> exit.describe() + ", not by System.exit";
      case OUT_OF_MEMORY_KILLER -> exit.describe() + ", by the kernel's out-of-memory killer";
      case OUT_OF_HEAP -> exit.describe() + ", for its heap was full";
      case NATIVE_CRASH -> exit.describe() + ", a crash in native code";
      case SIGNAL, FAULT -> exit.describe();
    };
  }

  @Override
  public TaskException exception(Chunk chunk, long index, String input, ValueCodec codec) {
    String message =
        worker
            + " ended ("
            + describe()
            + ") "
            + (chunk.isPoison ? "as others had before it, before it could run" : "while it ran")
            + " task "
            + index
            + "."
            + (chunk.isRunAgain
                ? ""
                : chunk.isPoison ? " The task was never run." : " The task is not run again.")
            + Failed.attempts(chunk)
            + " "
            + wayOut()
            + heap()
            + InputPreview.sentence(input)
            + exit.logAsText();
    return new WorkerDiedException(index, input, message, death, place());
  }

  private String wayOut() {
    return switch (death.kind()) {
      case EXIT ->
          "A task should return or throw, and not end its JVM; the cause says where it did.";
      case HALT -> "The task, or native code in it, ended the process at once.";
      case SIGNAL -> "The signal came from outside, or from the task itself.";
      case OUT_OF_MEMORY_KILLER ->
          "The machine or its container had no memory left: use fewer workers, give each less heap,"
              + " or raise the limit.";
      case OUT_OF_HEAP -> "Give the workers more heap.";
      case NATIVE_CRASH -> "The JVM's report is " + death.errorFile() + ".";
      case FAULT -> "Its pool ended it.";
    };
  }

  /** Where it may have to do with the end. */
  private String heap() {
    boolean isOfInterest = death.kind() == Kind.SIGNAL || death.kind() == Kind.OUT_OF_MEMORY_KILLER;
    long used = exit.status().map(Status::usedHeap).orElse(0L);
    return used == 0 || !isOfInterest ? "" : " It used " + used / 1024 / 1024 + " MiB of its heap.";
  }

  private Throwable place() {
    return death.kind() == Kind.EXIT
        ? ThrowableForm.decode(
            new PayloadReader(ending.payload(), 0, ending.length()), Loss.class.getClassLoader())
        : null;
  }
}
