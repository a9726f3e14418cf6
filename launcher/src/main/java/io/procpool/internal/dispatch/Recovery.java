package io.procpool.internal.dispatch;

import io.procpool.Retries;
import io.procpool.codec.ThrowableForm;
import io.procpool.protocol.DonePayload;
import io.procpool.protocol.Frame;
import io.procpool.protocol.OutcomeKind;
import io.procpool.protocol.PayloadReader;
import io.procpool.protocol.StatusPage.Status;
import java.util.BitSet;
import java.util.List;

/**
 * What becomes of tasks that did not end well: they are told as failed, or tried again; and those
 * that a dead worker had not started run elsewhere. The pool thread's own.
 */
final class Recovery {

  /** How many workers may end when a chunk was the next they would have started. */
  private static final int MAX_RETURNS = 2;

  /** The same of workers that the pool ended: that is seldom the chunk's doing, but not never. */
  private static final int MAX_RETURNS_BY_FAULT = 9;

  private final PoolThread thread;
  private final Schedule schedule;
  private final HandOver handOver;
  private final Runnable assign;

  /**
   * @param assign gives workers what waits
   */
  Recovery(PoolThread thread, Schedule schedule, HandOver handOver, Runnable assign) {
    this.assign = assign;
    this.thread = thread;
    this.schedule = schedule;
    this.handOver = handOver;
  }

  /**
   * What a worker had started when it ended has failed by its end; what it had not started goes to
   * another. If it ran none, the one that it would have started next may be what ended it.
   */
  void lose(Worker worker, Loss loss) {
    Status last = worker.lastStarted(loss.exit());
    List<Chunk> chunks = worker.clearChunks();
    boolean isBlamed = chunks.stream().anyMatch(chunk -> chunk.started(last) > chunk.done);
    boolean isNext = !isBlamed;
    for (Chunk chunk : chunks) {
      int started = Math.max(chunk.done, chunk.started(last));
      for (int task = chunk.done; task < started; task++) {
        chunk.job.onStarted();
        fail(chunk, task, chunk.failure(task, loss));
      }
      chunk.done = started;
      chunk.isPoison = isNext && chunk.remaining() > 0 && isPoison(chunk, loss);
      isNext &= chunk.remaining() == 0;
      restOf(chunk, loss);
    }
  }

  private static boolean isPoison(Chunk chunk, Loss loss) {
    return loss.fault() == null
        ? ++chunk.returns > MAX_RETURNS
        : ++chunk.returnsByFault > MAX_RETURNS_BY_FAULT;
  }

  private void restOf(Chunk chunk, Loss loss) {
    boolean isGivenUp = chunk.isPoison || chunk.isExpired;
    if (chunk.remaining() > 0 && chunk.job.isWanted() && !isGivenUp) {
      schedule.putBack(chunk.tail(chunk.done));
      return;
    }
    if (chunk.remaining() > 0 && isGivenUp) {
      Failure why = chunk.isExpired ? new Expiry(chunk.job.terms.queueLimit()) : loss;
      handOver.tell(chunk.job, new Failed(chunk, chunk.done, chunk.remaining(), why));
      chunk.discardAnnex();
    } else if (chunk.remaining() > 0) {
      giveUp(chunk);
    }
    chunk.job.onChunkDone();
  }

  /** A chunk is not wanted any more. If its task has failed before, that is what became of it. */
  void giveUp(Chunk chunk) {
    if (!chunk.earlier.isEmpty()) {
      handOver.tell(chunk.job, new Failed(chunk.atLast(), 0, 1, chunk.earlier.last()));
    }
    chunk.discardAnnex();
  }

  /** Tasks of a chunk waited for too long. */
  void expire(Chunk chunk, Expiry expiry) {
    handOver.tell(chunk.job, new Failed(chunk, 0, chunk.count, expiry));
    chunk.discardAnnex();
  }

  /** An attempt at a task has failed: it is tried again, or told. */
  private void fail(Chunk chunk, int task, Failure failure) {
    if (mayRetry(chunk, failure.kind())) {
      retry(chunk.again(task, failure));
    } else {
      handOver.tell(chunk.job, new Failed(chunk, task, 1, failure));
      chunk.discardAnnex();
    }
  }

  /**
   * Takes from some outcomes those that are tried again.
   *
   * @return which of them, by their places in the frame
   */
  BitSet retryFailed(Chunk chunk, Frame done, DonePayload.Header header, String worker) {
    BitSet retried = new BitSet();
    boolean mayRetry = chunk.earlier.count() < chunk.job.terms.retries().most();
    if (header.failed() == 0 || !mayRetry) {
      return retried;
    }
    PayloadReader outcomes = new PayloadReader(done.payload(), 0, done.length());
    outcomes.skip(DonePayload.HEADER_LENGTH);
    for (int i = 0; i < header.count(); i++) {
      OutcomeKind kind = OutcomeKind.of(outcomes.readByte());
      PayloadReader outcome = outcomes.slice(outcomes.readLength());
      int task = header.firstTask() + i;
      Failure failure = kind.isValue() ? null : failure(chunk, task, kind, outcome, worker);
      if (failure != null && mayRetry(chunk, failure.kind()) && isMeant(chunk, kind, outcome)) {
        retried.set(i);
        retry(chunk.again(task, alone(failure)));
      }
    }
    return retried;
  }

  /** What an outcome that is no value says. */
  static Failure failure(
      Chunk chunk, int task, OutcomeKind kind, PayloadReader outcome, String worker) {
    return kind == OutcomeKind.INTERRUPTED
        ? chunk.failure(task, Overrun.unknown(task, worker))
        : new Answer(kind, outcome, worker);
  }

  /** Kept for long: without the other outcomes of its frame. */
  private static Failure alone(Failure failure) {
    return failure instanceof Answer answer ? answer.alone() : failure;
  }

  private static boolean mayRetry(Chunk chunk, Retries.Failure kind) {
    Retries retries = chunk.job.terms.retries();
    return kind != null
        && chunk.job.isWanted()
        && chunk.earlier.count() < retries.most()
        && retries.failures().contains(kind);
  }

  private static boolean isMeant(Chunk chunk, OutcomeKind kind, PayloadReader outcome) {
    Retries retries = chunk.job.terms.retries();
    return kind != OutcomeKind.THROWN
        || retries.exceptions().isEmpty()
        || ThrowableForm.isOneOf(retries.exceptions(), outcome.copy());
  }

  private void retry(Chunk again) {
    again.job.onStarted();
    again.job.onSplit();
    again.job.delay(again);
    thread.after(
        again.job.terms.retries().backoffBefore(again.earlier.count()),
        () -> {
          if (again.job.undelay(again)) {
            again.queuedNanos = System.nanoTime();
            schedule.putBack(again);
            assign.run();
          }
        });
  }
}
