package io.procpool.it.sharing;

import io.procpool.ProcessPool;
import io.procpool.sharing.SharedEvent;
import io.procpool.sharing.SharedSemaphore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A program that takes turns with a worker, slowly, so that each sleeps while the other has its
 * turn.
 */
final class Turns {

  private static final int ROUNDS = 100;
  private static final long PAUSE_NANOS = 500_000;
  private static final int LIMIT_SECONDS = 60;

  private Turns() {}

  public static void main(String[] flags) throws Exception {
    try (SharedSemaphore there = SharedSemaphore.create(0);
        SharedSemaphore back = SharedSemaphore.create(0);
        SharedEvent end = SharedEvent.create();
        ProcessPool pool = ProcessPool.builder().processes(1).jvmArgs(flags).build()) {
      CompletableFuture<Boolean> other =
          pool.applyAsync(
              () -> {
                for (int i = 0; i < ROUNDS; i++) {
                  there.acquire();
                  LockSupport.parkNanos(PAUSE_NANOS);
                  back.release();
                }
                return end.await(LIMIT_SECONDS, TimeUnit.SECONDS);
              });
      boolean isInTime = true;
      for (int i = 0; i < ROUNDS; i++) {
        there.release();
        isInTime &= back.tryAcquire(LIMIT_SECONDS, TimeUnit.SECONDS);
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      end.set();
      System.out.println(isInTime && other.get(LIMIT_SECONDS, TimeUnit.SECONDS) ? "ok" : "late");
    }
  }
}
