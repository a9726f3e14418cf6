package io.procpool.worker;

/**
 * Whose turn it is to read the link, which is one thread's at a time. The task thread reads when it
 * has nothing to run, so that a short task comes and goes without a second thread. While it is busy
 * the listener takes over, before long: nobody's turn lasts {@value #PATIENCE_MILLIS} ms or a bit
 * more.
 *
 * <pre>
 *   task thread -- has something to run --> nobody -- that lasts, or somebody is waiting --> listener
 *        ^                                  |    ^                                              |
 *        +----- has nothing to run ---------+    +--- has brought what the task thread awaits --+
 * </pre>
 *
 * <p>So there is either one who reads, or the listener is awake, and will. Its lock guards whose
 * turn it is, and hands what the link has in memory from one to the other.
 */
final class ReadingTurn {

  private static final long PATIENCE_MILLIS = 1;

  private boolean isTaskThreads;
  private boolean isListeners;

  /** How many turns of the task thread have ended. */
  private long ended;

  /** The listener is to have the next turn at once. */
  private boolean isListenerWanted;

  /** The listener waits for the task thread's turn to end, however long that takes. */
  private boolean isListenerAsleep;

  /**
   * The task thread has nothing to run.
   *
   * @return false if the listener is reading, and will bring what comes
   */
  synchronized boolean beginTaskThreads() {
    isTaskThreads = !isListeners;
    return isTaskThreads;
  }

  /**
   * It has.
   *
   * @param isMoreExpected so soon that the listener had better read on
   */
  synchronized void endTaskThreads(boolean isMoreExpected) {
    isTaskThreads = false;
    ended++;
    if (isMoreExpected) {
      wantListener();
    } else if (isListenerAsleep) {
      notifyAll();
    }
  }

  /** Something is awaited, on any thread, that the link will bring. */
  synchronized void wantListener() {
    isListenerWanted = true;
    notifyAll();
  }

  /** The listener waits until it has to read. */
  synchronized void awaitListeners() {
    long seen = -1;
    while (isTaskThreads || !isListenerWanted && seen != ended) {
      isListenerAsleep = isTaskThreads && seen == ended;
      seen = ended;
      pause(isListenerAsleep ? 0 : PATIENCE_MILLIS);
    }
    isListeners = true;
    isListenerWanted = false;
  }

  synchronized void endListeners() {
    isListeners = false;
  }

  /** Until something changes, or for a time. */
  private void pause(long millis) {
    try {
      wait(millis);
    } catch (InterruptedException e) {
      return; // by user code that interrupts threads it did not start
    }
  }
}
