package io.procpool.it.sharing;

import io.procpool.ProcessPool;
import io.procpool.WorkerDiedException;
import io.procpool.it.Eventually;
import io.procpool.sharing.SharedLong;
import io.procpool.task.TaskCallable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A task that does something, says in which process, and then stays there until that is killed. */
final class Victim implements AutoCloseable {

  private static final int LONG_MILLIS = 600_000;
  private static final int LIMIT_SECONDS = 30;

  private final SharedLong pid = SharedLong.create(0);
  private final CompletableFuture<?> task;

  /**
   * Starts it.
   *
   * @param deed that is done before it is ready to be killed
   */
  Victim(ProcessPool pool, TaskCallable<?> deed) {
    SharedLong told = pid;
    task =
        pool.applyAsync(
            () -> {
              deed.call();
              told.set(ProcessHandle.current().pid());
              Thread.sleep(LONG_MILLIS);
              return null;
            });
  }

  /** Waits until it has done its deed. */
  long pid() {
    Eventually.eventually("it has done its deed", () -> pid.get() != 0 || task.isDone());
    return pid.get();
  }

  /** With SIGKILL, and without waiting for anything. */
  void kill() {
    ProcessHandle.of(pid()).orElseThrow().destroyForcibly();
  }

  /** The pool must have noticed, or it would find out while it is closed. */
  @Override
  public void close() {
    try {
      task.get(LIMIT_SECONDS, TimeUnit.SECONDS);
      throw new AssertionError("it lives");
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof WorkerDiedException)) {
        throw new AssertionError("it was not killed", e);
      }
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    } finally {
      pid.close();
    }
  }
}
