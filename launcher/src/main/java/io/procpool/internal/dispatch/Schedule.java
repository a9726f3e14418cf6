package io.procpool.internal.dispatch;

import io.procpool.internal.engine.Turns;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Who gets what: jobs take turns, and the least loaded worker is given the next chunk. Each worker
 * has a chunk that runs and some that wait, so that it never waits for the pipe; what waits with
 * one worker is recalled when another has nothing, so that waiting ahead never makes a straggler,
 * and when it is in the way of a job whose turn it is. The pool thread's own.
 */
final class Schedule {

  /** How much work waits with a worker behind what it runs: longer than any pipe takes. */
  private static final long PREFETCH_NANOS = 2_000_000;

  private static final int MIN_DEPTH = 2;
  private static final int MAX_DEPTH = 256;

  /** How long a worker may have nothing before the pool looks for tasks that wait elsewhere. */
  private static final Duration SEARCH_DELAY = Duration.ofMillis(1);

  /** How long a job may wait behind another, before what has not started of that is recalled. */
  private static final Duration PATIENCE = Duration.ofMillis(10);

  /** A chunk that runs is cut for one who has had so much less: what is cut is sent again. */
  private static final long CUT_NANOS = 20_000_000;

  private final Roster workers;
  private final PoolThread thread;
  private final BiConsumer<Worker, Chunk> onGiven;

  /** Of the jobs that have a backlog. */
  private final Turns<Job> turns = new Turns<>();

  /**
   * The chunk that a job's feeder is filling. One that is full by now has nothing left to cut off.
   */
  private final Map<Job, OpenChunk<?>> open = new LinkedHashMap<>();

  private long lastChunkId;
  private boolean isSearchDue;
  private boolean isClearingDue;

  /**
   * @param onGiven is told which worker has been given which chunk
   */
  Schedule(Roster workers, PoolThread thread, BiConsumer<Worker, Chunk> onGiven) {
    this.workers = workers;
    this.thread = thread;
    this.onGiven = onGiven;
  }

  /** A new chunk; it comes behind those that its job has. */
  void add(Chunk chunk) {
    chunk.job.add(chunk);
    turns.add(chunk.job);
  }

  /** A chunk that had been taken; it comes before those that its job has. */
  void putBack(Chunk chunk) {
    chunk.job.putBack(chunk);
    turns.putBack(chunk.job);
  }

  /** A chunk has items, and waits for more: they are not kept from a worker that has nothing. */
  void addOpen(OpenChunk<?> chunk) {
    open.put(chunk.job(), chunk);
    findWorkSoon();
  }

  /**
   * Tasks of a chunk that a worker has have ended.
   *
   * @param nanos that they took; 0 if that is not known
   */
  void onDone(Chunk chunk, int tasks, long nanos) {
    turns.ended(chunk.charge, tasks, nanos);
  }

  /** Tasks of a chunk that a worker had will not run there. */
  void onTakenBack(Chunk chunk, int tasks) {
    turns.cameBack(chunk.charge, tasks);
  }

  /** A job has ended. */
  void forget(Job job) {
    open.remove(job);
    turns.next(); // lets go of those that have nothing any more
  }

  void clear() {
    turns.clear();
    open.clear();
  }

  /** Gives workers what they have room for. */
  void assign() {
    clearTheWaySoon();
    for (Job job = turns.next(); job != null; job = turns.next()) {
      Worker worker = workers.leastLoaded();
      if (worker == null || worker.load() >= depth(job)) {
        return;
      }
      give(worker, job.take());
    }
    findWorkSoon();
  }

  /** How many chunks wait for a worker, or may. */
  int waiting() {
    int waiting = open.size();
    for (Job job : turns.jobs()) {
      waiting += job.backlog();
    }
    return waiting;
  }

  /** Takes what feeders have pulled and not passed on. */
  void cutOpenChunks() {
    for (OpenChunk<?> chunk : open.values()) {
      Chunk early = chunk.job().hasInputEnded() ? null : chunk.cut();
      if (early != null) {
        add(early);
      }
    }
    open.clear();
  }

  /** How many chunks of a job a worker may have: two, and more of them if they are short. */
  private static int depth(Job job) {
    long nanos = job.nanosPerTask() * job.firstCount();
    return nanos == 0
        ? MIN_DEPTH
        : (int) Math.max(MIN_DEPTH, Math.min(MAX_DEPTH, PREFETCH_NANOS / nanos));
  }

  private void give(Worker worker, Chunk chunk) {
    Chunk given = chunk;
    if (chunk.count > worker.quota()) {
      given = chunk.head(worker.quota());
      chunk.job.putBack(chunk.tail(worker.quota()));
      chunk.job.onSplit();
    }
    given.id = ++lastChunkId;
    given.charge = turns.charge(given.job, given.count);
    given.job.releaseRoom(given);
    worker.give(given);
    onGiven.accept(worker, given);
  }

  private void findWorkSoon() {
    boolean isWork = !open.isEmpty() || workers.mostLoaded() != null;
    if (!isSearchDue && isWork && workers.idle() > 0) {
      isSearchDue = true;
      thread.after(SEARCH_DELAY, this::findWork);
    }
  }

  /**
   * For workers that have nothing: what slow inputs have given so far, then what waits with others.
   */
  private void findWork() {
    isSearchDue = false;
    if (workers.idle() > 0) {
      cutOpenChunks();
      assign();
      recall();
    }
  }

  private void recall() {
    for (int idle = turns.next() == null ? workers.idle() : 0; idle > 0; idle--) {
      Worker victim = workers.mostLoaded();
      if (victim != null) {
        victim.recall();
      }
    }
  }

  private void clearTheWaySoon() {
    if (!isClearingDue && turns.areContended()) {
      isClearingDue = true;
      thread.after(PATIENCE, this::clearTheWay);
    }
  }

  /** For those who had to wait behind others: what these have not started comes back. */
  private void clearTheWay() {
    isClearingDue = false;
    Job next = turns.next();
    boolean isWaiting = next != null;
    for (Worker worker : workers) {
      Chunk last = worker.lastWaiting();
      if (last != null && isWaiting && turns.isBefore(next, last.charge, last.remaining())) {
        worker.recallAll(chunk -> chunk == last);
        isWaiting = false; // there is a place for one of its chunks
      } else if (last != null) {
        cutForNext(worker);
      }
    }
  }

  /** The chunk that runs gives back what it has not started, if that is in the way of the next. */
  private void cutForNext(Worker worker) {
    Iterator<Chunk> chunks = worker.chunks().iterator();
    Chunk running = chunks.next();
    Chunk next = chunks.next();
    int rest = running.remaining() - 1;
    if (rest > 0
        && turns.isBefore(next.charge, next.remaining(), running.charge, rest, CUT_NANOS)) {
      worker.recallAll(chunk -> chunk == running);
    }
  }
}
