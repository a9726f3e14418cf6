package io.procpool.internal.dispatch;

import io.procpool.internal.engine.Charge;
import io.procpool.protocol.Annex;
import io.procpool.protocol.PayloadWriter;
import io.procpool.protocol.RunPayload;
import io.procpool.protocol.StatusPage.Status;
import java.util.ArrayList;
import java.util.List;

/**
 * Some consecutive tasks of a job, encoded: waiting in the job's backlog, or with a worker. Owned
 * by the pool thread; the items may be read by anyone, for they never change.
 */
final class Chunk {

  final Job job;
  final long firstIndex;

  /** Holds the items in its first bytes. What is large is not copied to be cut to its length. */
  final byte[] payload;

  final int length;

  /**
   * The large arrays of its only item, or {@code null}. Its other attempts have the same; it is
   * there until the last of them is over.
   */
  private final Annex annex;

  /** The earlier attempts at it, if this is a task that is tried again: then it is alone. */
  final Attempts earlier;

  /** Given anew with each worker it goes to, so that a late answer is never taken for another's. */
  long id;

  /** What its worker's time counts for; {@code null} as long as it was not given to one. */
  Charge<Job> charge;

  /** Tasks it holds; fewer once a worker has given some back. */
  int count;

  /** Tasks of it that have ended. */
  int done;

  /** Since when it waits to be started, by {@code System.nanoTime()}. */
  long queuedNanos = System.nanoTime();

  /** How many workers have ended when it was the next they would have started. */
  int returns;

  /** The same of workers that the pool ended. */
  int returnsByFault;

  /** Another attempt has followed this one. */
  boolean isRunAgain;

  /** It is given up, for too many workers have ended so. */
  boolean isPoison;

  /** It was asked back from its worker, for it waits for too long. */
  boolean isExpired;

  /** Its worker has said since which tasks it keeps. */
  boolean isRecallAnswered;

  /**
   * Its tasks that ran for too long. Never changed but replaced: outcomes that were told before
   * still read it.
   */
  List<Overrun> overruns = List.of();

  /** Whether it still holds the place in the job's backlog that its feeder waited for. */
  boolean holdsRoom;

  Chunk(Job job, long firstIndex, byte[] payload, int count) {
    this(job, firstIndex, payload, payload.length, null, count, Attempts.NONE);
  }

  private Chunk(
      Job job,
      long firstIndex,
      byte[] payload,
      int length,
      Annex annex,
      int count,
      Attempts earlier) {
    this.job = job;
    this.firstIndex = firstIndex;
    this.payload = payload;
    this.length = length;
    this.annex = annex;
    this.count = count;
    this.earlier = earlier;
  }

  /**
   * A chunk of some tasks.
   *
   * @param items its payload, which nobody else writes to any more
   */
  static Chunk of(Job job, long firstIndex, PayloadWriter items, int count) {
    RunPayload.finish(items, job.functionId, firstIndex, count);
    return new Chunk(job, firstIndex, items.bytes(), items.size(), null, count, Attempts.NONE);
  }

  /**
   * A chunk of one task.
   *
   * @param item its payload, which nobody else writes to any more
   * @param annex or {@code null}
   */
  static Chunk ofOne(Job job, long index, PayloadWriter item, Annex annex) {
    long indexOrSeed = job.function == null ? job.terms.job().seed() : index;
    RunPayload.finishOne(item, job.functionId, indexOrSeed);
    return new Chunk(job, index, item.bytes(), item.size(), annex, 1, Attempts.NONE);
  }

  /** The bytes that are not in the payload. */
  long annexSize() {
    return annex == null ? 0 : annex.size();
  }

  /**
   * Its task has ended, which was its last attempt: the worker has read all of it.
   *
   * @return whether it has an annex
   */
  boolean releaseAnnex() {
    if (annex != null) {
      annex.release();
    }
    return annex != null;
  }

  /** Its task will have no attempt any more. May be called again. */
  void discardAnnex() {
    if (annex != null) {
      job.sizes.later(annex::discard);
    }
  }

  int remaining() {
    return count - done;
  }

  /** The first tasks of a chunk that no worker has been given. */
  Chunk head(int tasks) {
    Chunk head = slice(0, tasks);
    head.holdsRoom = holdsRoom;
    head.returns = returns;
    head.returnsByFault = returnsByFault;
    return head;
  }

  /** The tasks from one on. Behind others that have run, another task is the next. */
  Chunk tail(int from) {
    Chunk tail = slice(from, count);
    tail.returns = from == 0 ? returns : 0;
    tail.returnsByFault = from == 0 ? returnsByFault : 0;
    return tail;
  }

  /** One of its tasks again, behind a failure. */
  Chunk again(int task, Failure failure) {
    return slice(task, task + 1, earlier.and(failure));
  }

  /** It as it was when it was tried first; another attempt followed. */
  Chunk atFirst() {
    Chunk first = slice(0, count, Attempts.NONE);
    first.isRunAgain = true;
    return first;
  }

  /** It as it was when it failed last. */
  Chunk atLast() {
    return slice(0, count, earlier.withoutLast());
  }

  void add(Overrun overrun) {
    List<Overrun> all = new ArrayList<>(overruns);
    all.add(overrun);
    overruns = List.copyOf(all);
  }

  boolean hasOverrun(int task) {
    return failure(task, null) != null;
  }

  /** The limit that a task has overrun, or else what its worker ended by. */
  Failure failure(int task, Failure otherwise) {
    for (Overrun overrun : overruns) {
      if (overrun.task == task) {
        return overrun;
      }
    }
    return otherwise;
  }

  /**
   * How many of its tasks a worker had started, counted from the first.
   *
   * @param last the task that the worker started last; it starts the chunks in the order of their
   *     ids
   */
  int started(Status last) {
    if (id == last.chunkId()) {
      return Math.min(count, last.task() + 1);
    }
    return id < last.chunkId() ? count : 0;
  }

  private Chunk slice(int from, int to) {
    Chunk slice = slice(from, to, earlier);
    slice.queuedNanos = queuedNanos;
    return slice;
  }

  /** A large item is alone in its chunk, and so is never copied here. */
  private Chunk slice(int from, int to, Attempts attempts) {
    if (from == 0 && to == RunPayload.count(payload)) {
      return new Chunk(job, firstIndex, payload, length, annex, to, attempts);
    }
    byte[] part = RunPayload.slice(payload, from, to);
    return new Chunk(job, firstIndex + from, part, part.length, null, to - from, attempts);
  }
}
