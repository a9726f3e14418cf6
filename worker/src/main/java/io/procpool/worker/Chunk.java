package io.procpool.worker;

import io.procpool.protocol.Frame;
import io.procpool.protocol.InterruptPayload;
import io.procpool.protocol.PayloadReader;

/**
 * Some tasks of one job, as this worker was given them. Its lock guards which of them runs, and how
 * many are still its own: the task thread starts the next one while the listener gives the last
 * ones back, or interrupts the one that runs.
 */
final class Chunk {

  private static final int NONE = -1;

  final long id;
  final long functionId;
  final long firstIndex;
  private final PayloadReader items;
  private int started;
  private int limit;
  private boolean isRunning;

  /** Volatile: set by the listener, asked by the task thread behind each task. */
  private volatile int interrupted = NONE;

  Chunk(Frame run) {
    items = new PayloadReader(run.payload(), 0, run.length());
    id = run.id();
    functionId = items.readLong();
    firstIndex = items.readLong();
    limit = items.readInt();
  }

  /**
   * The next task is started now, and the one before it has ended: an interrupt of that one that
   * came too late is dropped.
   *
   * @return its number in the chunk, or -1 if there is none left
   */
  synchronized int startNext() {
    Thread.interrupted();
    isRunning = started < limit;
    return isRunning ? started++ : NONE;
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
    return isRunning && (task == InterruptPayload.ANY_TASK || task == started - 1);
  }

  /** Interrupts the thread that runs a task, if that task still runs. */
  synchronized void interrupt(int task, Thread runner) {
    if (isRunning(task)) {
      interrupted = started - 1;
      runner.interrupt();
    }
  }

  /** The item of the task that was started last. Read in order, by the task thread alone. */
  PayloadReader nextItem() {
    return items.slice(items.readInt());
  }

  /**
   * Gives tasks back that have not started: all of them if none has, else the half of them, so that
   * two workers share what is left.
   *
   * @param all whether to give back all of them in any case
   * @return how many tasks stay, counted from the chunk's first
   */
  synchronized int giveBack(boolean all) {
    int waiting = limit - started;
    limit -= all || started == 0 ? waiting : (waiting + 1) / 2;
    return limit;
  }
}
