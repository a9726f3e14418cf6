package io.procpool.internal.dispatch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Who gets what: jobs take turns, and the least loaded worker is given the next chunk. Each worker
 * has a chunk that runs and some that wait, so that it never waits for the pipe; what waits with
 * one worker is recalled when another has nothing, so that waiting ahead never makes a straggler.
 * The pool thread's own.
 */
final class Schedule {

  /** How much work waits with a worker behind what it runs: longer than any pipe takes. */
  private static final long PREFETCH_NANOS = 2_000_000;

  private static final int MIN_DEPTH = 2;
  private static final int MAX_DEPTH = 256;

  /** How long a worker may have nothing before the pool looks for tasks that wait elsewhere. */
  private static final Duration SEARCH_DELAY = Duration.ofMillis(1);

  private final Roster workers;
  private final PoolThread thread;
  private final BiConsumer<Worker, Chunk> onGiven;

  /** The jobs that have a backlog, each once: whose turn it is comes first. */
  private final ArrayDeque<Job> turns = new ArrayDeque<>();

  /**
   * The chunk that a job's feeder is filling. One that is full by now has nothing left to cut off.
   */
  private final Map<Job, OpenChunk<?>> open = new LinkedHashMap<>();

  private long lastChunkId;
  private boolean isSearchDue;

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
    queue(chunk.job);
  }

  /** A chunk that had been taken; it comes before those that its job has. */
  void putBack(Chunk chunk) {
    chunk.job.putBack(chunk);
    queue(chunk.job);
  }

  /** A chunk has items, and waits for more: they are not kept from a worker that has nothing. */
  void addOpen(OpenChunk<?> chunk) {
    open.put(chunk.job(), chunk);
    findWorkSoon();
  }

  /** A job has ended. */
  void forget(Job job) {
    open.remove(job);
  }

  void clear() {
    turns.clear();
    open.clear();
  }

  /** Gives workers what they have room for. */
  void assign() {
    while (!turns.isEmpty()) {
      Job job = turns.peek();
      if (!job.hasBacklog()) { // it was cancelled; looking for it then would have taken longer
        job.isQueued = false;
        turns.remove();
        continue;
      }
      Worker worker = workers.leastLoaded();
      if (worker == null || worker.load() >= depth(job)) {
        return;
      }
      turns.remove();
      give(worker, job.take());
      job.isQueued = false;
      queue(job);
    }
    findWorkSoon();
  }

  /** How many chunks wait for a worker, or may. */
  int waiting() {
    int waiting = open.size();
    for (Job job : turns) {
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

  private void queue(Job job) {
    if (!job.isQueued && job.hasBacklog()) {
      job.isQueued = true;
      turns.add(job);
    }
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
    for (int idle = turns.isEmpty() ? workers.idle() : 0; idle > 0; idle--) {
      Worker victim = workers.mostLoaded();
      if (victim != null) {
        victim.recall();
      }
    }
  }
}
