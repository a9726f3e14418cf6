package io.procpool.internal.dispatch;

import io.procpool.internal.observing.PoolLog;
import java.io.PrintStream;
import java.lang.ref.Cleaner;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A pool that may be forgotten: if nobody can reach it any more, nor its results, it is closed; if
 * this JVM ends before it was closed, somebody should know. Holds nothing that holds the pool.
 */
final class Forgotten implements Runnable {

  /** Guarded by this class; {@code null} as long as there is no pool. */
  private static Cleaner cleaner;

  /** Concurrent, for pools come and go on any thread, and a shutdown hook looks who is left. */
  private static final Set<Forgotten> OPEN = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Forgotten::warnOfAll, "procpool-forgotten"));
  }

  private final String poolName;
  private final PrintStream err;
  private final Runnable close;
  private Cleaner.Cleanable cleanable;

  private Forgotten(String poolName, PrintStream err, Runnable close) {
    this.poolName = poolName;
    this.err = err;
    this.close = close;
  }

  /**
   * Watches a pool.
   *
   * @param pool whose reachability decides
   * @param err where to warn when this JVM ends: a logger may be gone by then
   * @param close closes the pool, does not wait, and does not hold it
   * @throws OutOfMemoryError if there is no thread for it
   */
  static Forgotten watch(Object pool, String poolName, PrintStream err, Runnable close) {
    Forgotten forgotten = new Forgotten(poolName, err, close);
    forgotten.cleanable = cleaner().register(pool, forgotten);
    OPEN.add(forgotten);
    return forgotten;
  }

  /** The pool has been closed, as it should be. */
  void isRemembered() {
    if (OPEN.remove(this)) {
      cleanable.clean();
    }
  }

  @Override
  public void run() {
    if (OPEN.remove(this)) {
      PoolLog.warn(
          poolName
              + " was never closed, and nobody can reach it any more. It is closed now; use"
              + " try-with-resources, or call close().");
      close.run();
    }
  }

  /** For all that is let go when nobody can reach it any more. */
  static synchronized Cleaner cleaner() {
    if (cleaner == null) {
      cleaner =
          Cleaner.create(
              cleaning -> {
                Thread thread = new Thread(cleaning, "procpool-forgotten-pools");
                thread.setDaemon(true);
                return thread;
              });
    }
    return cleaner;
  }

  private static void warnOfAll() {
    for (Forgotten forgotten : OPEN) {
      forgotten.err.println(
          "procpool: "
              + forgotten.poolName
              + " was not closed before this JVM ends; its workers end with it. Use"
              + " try-with-resources, or call close().");
    }
  }
}
