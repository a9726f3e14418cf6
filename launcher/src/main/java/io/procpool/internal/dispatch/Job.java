package io.procpool.internal.dispatch;

import io.procpool.ProcpoolException;
import io.procpool.codec.ValueCodec;
import io.procpool.internal.engine.ChunkSource;
import io.procpool.internal.engine.OutcomeSink;
import io.procpool.internal.engine.Outcomes;
import io.procpool.internal.engine.TaskTime;
import io.procpool.internal.engine.Terms;
import io.procpool.internal.engine.Turn;
import io.procpool.internal.engine.Turns;
import io.procpool.protocol.Annex;
import io.procpool.protocol.Frame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * One map call, or one apply. Its backlog and counts are the pool thread's; what the feeder shares
 * with that thread says so.
 */
final class Job implements Turns.Taker<Job> {

  /** How many chunks a feeder may be ahead of the workers, for each worker. */
  private static final int BACKLOG_PER_WORKER = 32;

  final long functionId;

  /** Which workers are told before its tasks; {@code null} if there is nothing to tell. */
  final Frame function;

  private final boolean isCall;
  final JobLoader loader;
  final Sizes sizes;

  /** The function's, one for all workers; or {@code null}. */
  private final Annex annex;

  final Terms terms;
  final long startNanos = System.nanoTime();
  private final ChunkSource<?> source;
  private final OutcomeSink<Object> sink;

  /** The feeder waits for it, which the pool thread must not: so it is not that thread's own. */
  private final Semaphore room;

  private final TaskTime taskTime = new TaskTime();

  /** {@code null} if it is a call. */
  private final Turn<Job> turn;

  /** Volatile: set on the pool thread, asked by the feeder. */
  private volatile boolean isOver;

  /** Volatile: set on the pool thread, asked by whoever has ended the pool. */
  private volatile boolean hasStarted;

  private final ArrayDeque<Chunk> backlog = new ArrayDeque<>();
  private final List<Outcomes<Object>> told = new ArrayList<>();

  /** Those that wait for their next attempt. */
  private final Set<Chunk> delayed = new HashSet<>();

  /** Of the pool's jobs; given when it begins. */
  long number;

  private int chunksOut;
  private boolean isDraining;
  private boolean hasInputEnded;

  private Job(
      EncodedFunction function,
      Terms terms,
      ChunkSource<?> source,
      OutcomeSink<Object> sink,
      int workers) {
    this.functionId = function.id();
    this.function = function.frame();
    this.isCall = function.isCall();
    this.annex = function.annex();
    this.loader = function.loader();
    this.sizes = function.sizes();
    this.terms = terms;
    this.turn = isCall() ? null : new Turn<>(terms.priority());
    this.source = source;
    this.sink = sink;
    this.room = new Semaphore(BACKLOG_PER_WORKER * workers);
  }

  @SuppressWarnings("unchecked") // whoever made the function made the sink
  static Job of(
      EncodedFunction function,
      Terms terms,
      ChunkSource<?> source,
      OutcomeSink<?> sink,
      int workers) {
    return new Job(function, terms, source, (OutcomeSink<Object>) sink, workers);
  }

  /** Whether its items are calls themselves. */
  boolean isCall() {
    return isCall;
  }

  /** A codec for this job's values; from any thread, to be given back. */
  ValueCodec takeCodec() {
    return loader.takeCodec();
  }

  void giveBack(ValueCodec codec) {
    loader.giveBack(codec);
  }

  // ---- on the feeder

  /**
   * Waits until the backlog has room for a chunk.
   *
   * @return false if the job wants no more
   */
  boolean awaitRoom() throws InterruptedException {
    room.acquire();
    return !isOver;
  }

  /** The feeder did not use the place it waited for. */
  void returnRoom() {
    room.release();
  }

  long nanosPerTask() {
    return taskTime.nanosPerTask();
  }

  // ---- on the pool thread

  void add(Chunk chunk) {
    backlog.add(chunk);
    chunksOut++;
  }

  /** Puts a chunk back that had been taken from the backlog or from a worker; it comes next. */
  void putBack(Chunk chunk) {
    backlog.addFirst(chunk);
  }

  /** A chunk will come back to the backlog, but not yet. */
  void delay(Chunk chunk) {
    delayed.add(chunk);
  }

  /**
   * It comes back now.
   *
   * @return false if it is not wanted any more
   */
  boolean undelay(Chunk chunk) {
    return delayed.remove(chunk);
  }

  /**
   * Takes the chunks of the backlog that wait since before a time, by {@code System.nanoTime()}.
   */
  List<Chunk> takeOlderThan(long nanos) {
    List<Chunk> older = new ArrayList<>();
    for (Iterator<Chunk> each = backlog.iterator(); each.hasNext(); ) {
      Chunk chunk = each.next();
      if (chunk.queuedNanos - nanos < 0) {
        each.remove();
        older.add(chunk);
      }
    }
    return older;
  }

  /** When the first chunk of the backlog began to wait; the given time if there is none. */
  long oldestNanos(long otherwise) {
    long oldest = otherwise;
    for (Chunk chunk : backlog) {
      oldest = chunk.queuedNanos - oldest < 0 ? chunk.queuedNanos : oldest;
    }
    return oldest;
  }

  /** A part of a chunk has become a chunk of its own. */
  void onSplit() {
    chunksOut++;
  }

  @Override
  public Turn<Job> turn() {
    return turn;
  }

  @Override
  public int priority() {
    return terms.priority();
  }

  @Override
  public boolean hasWaiting() {
    return !backlog.isEmpty();
  }

  /** The tasks that have failed and wait for their next attempt. */
  List<Chunk> waitingRetries() {
    List<Chunk> retries = new ArrayList<>(delayed);
    for (Chunk chunk : backlog) {
      if (!chunk.earlier.isEmpty()) {
        retries.add(chunk);
      }
    }
    return retries;
  }

  /** How many chunks wait for a worker. */
  int backlog() {
    return backlog.size();
  }

  /** How many tasks wait for a worker, or for their next attempt. */
  long waitingTasks() {
    long tasks = delayed.size();
    for (Chunk chunk : backlog) {
      tasks += chunk.count;
    }
    return tasks;
  }

  /** How many tasks the next chunk of the backlog has. */
  int firstCount() {
    return backlog.getFirst().count;
  }

  Chunk take() {
    return backlog.poll();
  }

  void releaseRoom(Chunk chunk) {
    if (chunk.holdsRoom) {
      chunk.holdsRoom = false;
      room.release();
    }
  }

  /** A task of it was started that has not gone well. */
  void onStarted() {
    hasStarted = true;
  }

  boolean hasStarted() {
    return hasStarted;
  }

  void onChunkDone() {
    chunksOut--;
  }

  void onInputEnd() {
    hasInputEnded = true;
  }

  boolean hasInputEnded() {
    return hasInputEnded;
  }

  /**
   * Its input ends with what has been pulled, if it waits for a reader.
   *
   * @return whether the feeder is to say so soon; it may be in the caller's iterator
   */
  boolean endsOnClose() {
    boolean ends = !hasInputEnded && source.endsOnClose();
    if (ends) {
      stopFeeder();
    }
    return ends;
  }

  boolean isDone() {
    return hasInputEnded && chunksOut == 0;
  }

  /** Nothing more is told of it. */
  boolean isOver() {
    return isOver;
  }

  /** Whether tasks that have not started are to be started. */
  boolean isWanted() {
    return !isOver && !isDraining;
  }

  /**
   * @param nanos that some tasks took; 0 if that is not known
   */
  void measure(long nanos, int tasks) {
    taskTime.add(nanos, tasks);
  }

  /** Keeps outcomes for the sink until they are passed on. */
  void tell(Outcomes<Object> outcomes) {
    if (isOver) {
      outcomes.discard();
    } else {
      told.add(outcomes);
    }
  }

  void passOn() {
    if (isOver) {
      told.forEach(Outcomes::discard);
    } else if (!told.isEmpty()) {
      sink.onOutcomes(told.size() == 1 ? told.get(0) : new OutcomeBatch(List.copyOf(told)));
    }
    told.clear();
  }

  void tellEnd() {
    if (!isOver) {
      passOn();
      isOver = true;
      discardFunction();
      sink.onEnd();
    }
  }

  void tellLost(ProcpoolException cause) {
    if (!isOver) {
      passOn();
      cancel();
      sink.onLost(cause);
    }
  }

  /** Forgets what no worker has; nothing more is told. */
  void cancel() {
    isOver = true;
    discardFunction();
    drain();
  }

  /** Forgets what no worker has; what becomes of the rest is still told. */
  void drain() {
    isDraining = true;
    hasInputEnded = true;
    chunksOut -= backlog.size() + delayed.size();
    backlog.forEach(Chunk::discardAnnex);
    backlog.clear();
    delayed.forEach(Chunk::discardAnnex);
    delayed.clear();
    source.cancel();
    stopFeeder();
  }

  /** Every worker that needed its function has read it, or its tasks are not wanted. */
  private void discardFunction() {
    if (annex != null) {
      sizes.later(annex::discard);
    }
  }

  private void stopFeeder() {
    room.release(); // it takes no second one: it looks at isOver, or its next chunk is refused
  }
}
