package io.procpool.internal.dispatch;

import io.procpool.protocol.RunPayload;
import io.procpool.protocol.StatusPage.Started;

/**
 * Some consecutive tasks of a job, encoded: waiting in the job's backlog, or with a worker. Owned
 * by the pool thread; the items may be read by anyone, for they never change.
 */
final class Chunk {

  final Job job;
  final long firstIndex;
  final byte[] payload;

  /** Given anew with each worker it goes to, so that a late answer is never taken for another's. */
  long id;

  /** Tasks it holds; fewer once a worker has given some back. */
  int count;

  /** Tasks of it that have ended. */
  int done;

  /** How many workers have ended while it waited with them. */
  int returns;

  /** Whether it still holds the place in the job's backlog that its feeder waited for. */
  boolean holdsRoom;

  Chunk(Job job, long firstIndex, byte[] payload, int count) {
    this.job = job;
    this.firstIndex = firstIndex;
    this.payload = payload;
    this.count = count;
  }

  int remaining() {
    return count - done;
  }

  /** The first tasks of a chunk that no worker has been given. */
  Chunk head(int tasks) {
    Chunk head = slice(0, tasks);
    head.holdsRoom = holdsRoom;
    head.returns = returns;
    return head;
  }

  /** The tasks from one on. */
  Chunk tail(int from) {
    Chunk tail = slice(from, count);
    tail.returns = returns;
    return tail;
  }

  /**
   * How many of its tasks a worker had started, counted from the first.
   *
   * @param last the task that the worker started last; it starts the chunks in the order of their
   *     ids
   */
  int started(Started last) {
    if (id == last.chunkId()) {
      return Math.min(count, last.task() + 1);
    }
    return id < last.chunkId() ? count : 0;
  }

  private Chunk slice(int from, int to) {
    return new Chunk(job, firstIndex + from, RunPayload.slice(payload, from, to), to - from);
  }
}
