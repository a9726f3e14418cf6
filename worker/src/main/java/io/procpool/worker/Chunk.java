package io.procpool.worker;

import io.procpool.protocol.Frame;
import io.procpool.protocol.PayloadReader;

/**
 * Some tasks of one job, as this worker was given them. Its lock guards how many of them are still
 * its own: the task thread starts the next one while the listener gives the last ones back.
 */
final class Chunk {

  final long id;
  final long functionId;
  final long firstIndex;
  private final PayloadReader items;
  private int started;
  private int limit;

  Chunk(Frame run) {
    items = new PayloadReader(run.payload(), 0, run.length());
    id = run.id();
    functionId = items.readLong();
    firstIndex = items.readLong();
    limit = items.readInt();
  }

  /**
   * The next task is started now.
   *
   * @return its number in the chunk, or -1 if there is none left
   */
  synchronized int startNext() {
    return started < limit ? started++ : -1;
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
