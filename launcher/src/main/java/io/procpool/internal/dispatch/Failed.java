package io.procpool.internal.dispatch;

import io.procpool.TaskException;
import io.procpool.codec.ValueCodec;
import io.procpool.internal.engine.Outcomes;

/** The outcomes of consecutive tasks of a chunk that failed alike, without a word from a worker. */
record Failed(Chunk chunk, int firstTask, int count, Failure failure) implements Outcomes<Object> {

  @Override
  public int failed() {
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
      for (int task = firstTask; task < firstTask + count; task++) {
        long index = chunk.firstIndex + task;
        receiver.onFailure(index, exception(chunk, index, failure, codec));
      }
    } finally {
      chunk.job.giveBack(codec);
    }
  }

  /** The exception of a task's last attempt, with those of the earlier ones. */
  static TaskException exception(Chunk chunk, long index, Failure failure, ValueCodec codec) {
    String input = Preview.of(chunk, index, codec);
    TaskException last = failure.exception(chunk, index, input, codec);
    for (Failure earlier : chunk.earlier.failures()) {
      last.addSuppressed(earlier.exception(chunk.atFirst(), index, input, codec));
    }
    return last;
  }

  /** As a sentence of a message: how often the task was tried, if more than once. */
  static String attempts(Chunk chunk) {
    return chunk.earlier.isEmpty()
        ? ""
        : " It was tried " + (chunk.earlier.count() + 1) + " times.";
  }
}
