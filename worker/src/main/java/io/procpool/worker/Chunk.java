package io.procpool.worker;

import io.procpool.protocol.Frame;
import io.procpool.protocol.InterruptPayload;
import io.procpool.protocol.PayloadReader;
import io.procpool.protocol.RunPayload;

/**
 * Some tasks of one job, as this worker was given them. The task thread starts one after the other
 * while the listener gives the last ones back, or interrupts the one that runs.
 *
 * <pre>
 *   task thread        started = n + 1        then, if n < gate, it runs task n without a lock
 *   listener, locked   gate = CLOSED          then what is started stays so, until gate = limit
 * </pre>
 *
 * <p>Both words are volatile, so one of the two always sees the other's: a lock for each task would
 * cost more than a short task does.
 */
final class Chunk {

  private static final int NONE = -1;

  /** No task is started without the lock. */
  private static final int CLOSED = 0;

  final long id;
  final long functionId;
  final long firstIndex;

  /** Of a call that is known by no function. */
  final long seed;

  private final PayloadReader items;

  /** How many tasks have been started, or were about to be. Set by the task thread alone. */
  private volatile int started;

  /** Up to here a task may be started without the lock. */
  private volatile int gate;

  /** Guarded by this: how many of the tasks are still this worker's. */
  private int limit;

  /** Guarded by this: the last of them has ended. */
  private boolean hasEnded;

  /** Volatile: set by the listener, asked by the task thread around each task. */
  private volatile int interrupted = NONE;

  Chunk(Frame run) {
    items = new PayloadReader(run.payload(), 0, run.length());
    id = run.id();
    functionId = items.readLong();
    long indexOrSeed = items.readLong();
    boolean isCall = RunPayload.isCall(functionId);
    firstIndex = isCall ? 0 : indexOrSeed;
    seed = isCall ? indexOrSeed : 0;
    limit = items.readInt();
    gate = limit;
  }

  /**
   * The next task is started now, and the one before it has ended: an interrupt of that one that
   * came too late is dropped.
   *
   * @return its number in the chunk, or -1 if there is none left
   */
  int startNext() {
    int task = started;
    started = task + 1;
    return task < gate ? begin(task) : askToStart(task);
  }

  private synchronized int askToStart(int task) {
    if (task < limit) {
      return begin(task);
    }
    Thread.interrupted();
    started = task;
    hasEnded = true;
    return NONE;
  }

  private int begin(int task) {
    if (interrupted != task) {
      Thread.interrupted();
    }
    return task;
  }

  /**
   * Whether the task that was started last has been interrupted by the pool. The task thread's
   * question.
   */
  boolean isInterrupted() {
    return interrupted == started - 1;
  }

  /**
   * Whether a task runs.
   *
   * @param task its number, or {@link InterruptPayload#ANY_TASK}
   */
  synchronized boolean isRunning(int task) {
    int begun = begun();
    return begun > 0 && !hasEnded && (task == InterruptPayload.ANY_TASK || task == begun - 1);
  }

  /** Interrupts the thread that runs a task, if that task still runs. */
  synchronized void interrupt(int task, Thread runner) {
    gate = CLOSED;
    if (isRunning(task)) {
      interrupted = begun() - 1;
      runner.interrupt();
    }
    gate = limit;
  }

  /** The items, to be read in the order of the tasks, by the task thread alone. */
  PayloadReader items() {
    return items;
  }

  /**
   * Gives tasks back that have not started: all of them if none has, else the half of them, so that
   * two workers share what is left.
   *
   * @param all whether to give back all of them in any case
   * @return how many tasks stay, counted from the chunk's first
   */
  synchronized int giveBack(boolean all) {
    gate = CLOSED;
    int begun = begun();
    int waiting = limit - begun;
    limit -= all || begun == 0 ? waiting : (waiting + 1) / 2;
    gate = limit;
    return limit;
  }

  /** The task thread counts one more before it learns that there is none. */
  private int begun() {
    return Math.min(started, limit);
  }
}
