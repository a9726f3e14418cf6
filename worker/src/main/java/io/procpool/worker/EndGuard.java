package io.procpool.worker;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Watches a worker that ends because it was told to. From then on the end of the link says nothing,
 * and a shutdown hook of the job's may never end: this JVM is gone when its pool is, or in the end.
 *
 * @param poolPid of the pool's process
 */
record EndGuard(long poolPid) implements Runnable {

  /** Most have ended by then, and need not look. */
  private static final int FIRST_SECONDS = 1;

  private static final int HOOKS_SECONDS = 30;

  @Override
  public void run() {
    try {
      TimeUnit.SECONDS.sleep(FIRST_SECONDS);
      startExit();
      Optional<ProcessHandle> pool = ProcessHandle.of(poolPid);
      if (pool.isPresent()) {
        pool.get().onExit().get(HOOKS_SECONDS, TimeUnit.SECONDS);
      }
    } catch (TimeoutException | ExecutionException e) {
      StandardStreams.complain("shutdown hooks did not end within " + HOOKS_SECONDS + " s");
      WorkerMain.endAtOnce(); // the pool may go on with other workers
    } catch (InterruptedException e) {
      return; // nobody does
    }
    WorkerMain.endAsOrphan();
  }

  private static void startExit() {
    try {
      OurThread.start(new Exit(), "procpool-exit");
    } catch (OutOfMemoryError e) {
      return; // there are no more threads: the guard ends it all the same, later
    }
  }

  /**
   * For a worker that waits for the end of a thread, begun by a task's just when there was none. If
   * hooks run already, this waits for them, and changes nothing.
   */
  private static final class Exit implements Runnable {

    @Override
    public void run() {
      WorkerMain.end();
    }
  }
}
