package io.procpool.it.sharing;

import io.procpool.ProcessPool;
import io.procpool.sharing.SharedBoolean;
import io.procpool.sharing.SharedLongArray;
import io.procpool.task.TaskFunction;
import java.io.Serializable;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Processes that do something again and again until it is over, and one after the other of which is
 * killed meanwhile, at a moment that a seed gives, and starts anew.
 */
final class Storm implements AutoCloseable, Serializable {

  private static final long serialVersionUID = 1L;
  private static final int LIMIT_SECONDS = 120;

  private final SharedLongArray pids;
  private final SharedBoolean isOver = SharedBoolean.create(false);

  Storm(int processes) {
    pids = SharedLongArray.create(processes);
  }

  /** A pool for it: what is killed is tried again. */
  ProcessPool pool() {
    return ProcessPool.builder().processes(pids.length()).retries(1_000).build();
  }

  /** In a process: whether to go on. */
  boolean goesOn() {
    return !isOver.get();
  }

  /**
   * Runs it.
   *
   * @param body what each process does, given its number, until it does not {@link #goesOn}
   * @param mostMillis how long to wait at most between two kills
   * @return how many were killed
   */
  int run(ProcessPool pool, TaskFunction<Integer, ?> body, int kills, int mostMillis, long seed)
      throws Exception {
    Storm storm = this;
    CompletableFuture<?> done =
        pool.mapAsync(
            number -> {
              storm.pids.set(number, ProcessHandle.current().pid());
              return body.apply(number);
            },
            IntStream.range(0, pids.length()).boxed().toList());
    int killed = kill(kills, mostMillis, new Random(seed), done);
    isOver.set(true);
    done.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    return killed;
  }

  /** Each of them only once: by its id it is taken off the list. */
  private int kill(int kills, int mostMillis, Random random, CompletableFuture<?> done) {
    int killed = 0;
    while (killed < kills && !done.isDone()) {
      LockSupport.parkNanos(random.nextInt(mostMillis * 1_000) * 1_000L);
      long pid = pids.getAndAdd(random.nextInt(pids.length()), 0);
      for (int slot = 0; slot < pids.length() && pid != 0; slot++) {
        if (pids.compareAndSet(slot, pid, 0)) {
          ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
          killed++;
        }
      }
    }
    return killed;
  }

  @Override
  public void close() {
    List.of(pids, isOver).forEach(shared -> shared.close());
  }
}
