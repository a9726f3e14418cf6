package io.procpool.internal.dispatch;

import io.procpool.WorkerDiedException;
import io.procpool.codec.ValueCodec;
import io.procpool.internal.engine.Outcomes;

/** The outcomes of the tasks that a worker had when it ended: each has failed by its end. */
final class LostOutcomes implements Outcomes<Object> {

  private final Chunk chunk;
  private final long firstIndex;
  private final int count;
  private final String worker;
  private final String ending;
  private final String log;

  LostOutcomes(Chunk chunk, String worker, String ending, String log) {
    this.chunk = chunk;
    this.firstIndex = chunk.firstIndex + chunk.done;
    this.count = chunk.remaining();
    this.worker = worker;
    this.ending = ending;
    this.log = log;
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
    for (long index = firstIndex; index < firstIndex + count; index++) {
      String input = Preview.of(chunk, index, codec);
      String message =
          worker
              + " ended ("
              + ending
              + ") while it had task "
              + index
              + ", which is not run again."
              + Preview.sentence(input)
              + log;
      receiver.onFailure(index, new WorkerDiedException(index, input, message));
    }
    chunk.job.giveBack(codec);
  }
}
