package io.procpool.internal.dispatch;

import io.procpool.WorkerDiedException;
import io.procpool.codec.ValueCodec;
import io.procpool.internal.engine.Outcomes;
import io.procpool.internal.workers.WorkerExit;

/**
 * The outcomes of tasks that a worker had started when it ended: each has failed by its end. The
 * last of them ran; those before it had ended, and their results had not been sent.
 */
final class LostOutcomes implements Outcomes<Object> {

  private final Chunk chunk;
  private final long firstIndex;
  private final int count;
  private final Loss loss;

  /**
   * @param end the tasks from the first that was not told up to this one are lost
   */
  LostOutcomes(Chunk chunk, int end, Loss loss) {
    this.chunk = chunk;
    this.firstIndex = chunk.firstIndex + chunk.done;
    this.count = end - chunk.done;
    this.loss = loss;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public long size() {
    return 0;
  }

  @Override
  public void open(Receiver<? super Object> receiver) {
    ValueCodec codec = chunk.job.takeCodec();
    try {
      for (long index = firstIndex; index < firstIndex + count; index++) {
        receiver.onFailure(index, failure(index, Preview.of(chunk, index, codec)));
      }
    } finally {
      chunk.job.giveBack(codec);
    }
  }

  private WorkerDiedException failure(long index, String input) {
    String message =
        loss.worker
            + " ended ("
            + loss.ending
            + ") "
            + what(index)
            + " task "
            + index
            + ", which is not run again."
            + Preview.sentence(input)
            + loss.exit.logAsText();
    return new WorkerDiedException(index, input, message);
  }

  private String what(long index) {
    int task = (int) (index - chunk.firstIndex);
    if (task >= chunk.started(loss.exit.lastStarted())) {
      return "as others had before it, before it could run";
    }
    boolean isLast = task == loss.exit.lastStarted().task();
    return isLast && chunk.id == loss.exit.lastStarted().chunkId()
        ? "while it ran"
        : "before it could send the result of";
  }

  /**
   * The end of a worker.
   *
   * @param worker its name and pid
   * @param ending its exit code or signal, or what the pool ended it for
   */
  record Loss(String worker, String ending, WorkerExit exit) {}
}
