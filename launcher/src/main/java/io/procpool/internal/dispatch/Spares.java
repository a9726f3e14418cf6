package io.procpool.internal.dispatch;

import io.procpool.internal.observing.PoolLog;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Workers without a place in the pool: started, greeted and initialized ahead, so that one that is
 * lost is replaced at once. That they cannot be had is no failure of the pool. The pool thread's
 * own.
 *
 * <pre>
 *   started behind the pool's workers -- ready, or not yet -- a slot is empty --> a worker as any
 * </pre>
 */
final class Spares {

  /** Behind the first failure, the second, and so on, up to a second. */
  private static final Duration PAUSE = Duration.ofMillis(50);

  private static final int MOST_PAUSES = 20;

  private final String poolName;
  private final int wanted;
  private final PoolThread thread;

  /** The eldest first, which has come furthest. */
  private final Deque<Worker> waiting = new ArrayDeque<>();

  private int started;

  /** Since one was of use. */
  private int failures;

  private boolean isPausing;

  Spares(String poolName, int wanted, PoolThread thread) {
    this.poolName = poolName;
    this.wanted = wanted;
    this.thread = thread;
  }

  boolean isOneMissing() {
    return waiting.size() < wanted && !isPausing;
  }

  /** Each has its own: what a worker has started is known by the name that it was started with. */
  String nextName() {
    started++;
    return poolName + "-spare-" + started;
  }

  void add(Worker spare) {
    waiting.add(spare);
  }

  /** The one that has come furthest; {@code null} if there is none. */
  Worker take() {
    for (Worker spare : waiting) {
      if (isOfUse(spare)) {
        waiting.remove(spare);
        failures = 0;
        return spare;
      }
    }
    return null;
  }

  private static boolean isOfUse(Worker spare) {
    boolean isThere = spare.state() == Worker.State.READY || spare.state() == Worker.State.STARTING;
    return isThere && spare.fault() == null;
  }

  /** It will not be of use. False if it is none of these. */
  boolean remove(Worker worker) {
    return worker.isSpare() && waiting.remove(worker);
  }

  /**
   * One has failed: the next may fail as well, and does not come at once. Nobody else would tell of
   * the first.
   */
  void onFailure(String message, Runnable afterPause) {
    failures++;
    if (failures == 1) {
      PoolLog.warn(message);
    }
    isPausing = true;
    thread.after(
        PAUSE.multipliedBy(Math.min(failures, MOST_PAUSES)),
        () -> {
          isPausing = false;
          afterPause.run();
        });
  }
}
