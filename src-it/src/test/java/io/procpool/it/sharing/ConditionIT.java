package io.procpool.it.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.ProcessPool;
import io.procpool.it.Eventually;
import io.procpool.sharing.SharedCondition;
import io.procpool.sharing.SharedInt;
import io.procpool.sharing.SharedLong;
import io.procpool.sharing.SharedReentrantLock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Processes and threads that wait for each other by one condition. */
class ConditionIT {

  private static final int LIMIT_SECONDS = 60;

  private final SharedReentrantLock lock = SharedReentrantLock.create();
  private final SharedCondition condition = lock.newCondition();
  private final SharedInt waiting = SharedInt.create(0, lock);
  private final SharedInt woken = SharedInt.create(0, lock);

  @AfterEach
  void close() {
    List.of(woken, waiting, condition, lock).forEach(shared -> shared.close());
  }

  // S95
  @Test
  void asManyAreWokenAsAreSignalledInProcessesAndThreads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    Parts parts = new Parts(lock, condition, waiting, woken, null);
    try (ProcessPool pool = ProcessPool.create(3)) {
      List<Future<Integer>> all = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        all.add(pool.applyAsync(parts::waitAsHeldThreeTimes));
        all.add(threads.submit(parts::waitAsHeldThreeTimes));
      }
      Eventually.eventually("all wait", () -> guarded(waiting) == 6);
      assertThat(signal(2)).isEqualTo(2);
      Eventually.eventually("two go on", () -> guarded(woken) == 2);
      assertThat(signal(4)).isEqualTo(4);
      for (Future<Integer> one : all) {
        assertThat(one.get(LIMIT_SECONDS, TimeUnit.SECONDS)).as("holds it has again").isEqualTo(3);
      }
      assertThat(signal(3)).isZero();
      boolean isSignalled =
          pool.applyAsync(() -> parts.await(100)).get(LIMIT_SECONDS, TimeUnit.SECONDS);
      assertThat(isSignalled).as("what was signalled before").isFalse();
    } finally {
      threads.shutdown();
    }
  }

  // S95
  @Test
  void whoIsKilledWhileItWaitsTakesNoSignal() throws Exception {
    try (SharedLong pid = SharedLong.create(0);
        ProcessPool pool = ProcessPool.create(2)) {
      Parts parts = new Parts(lock, condition, waiting, woken, pid);
      CompletableFuture<Integer> doomed =
          pool.applyAsync(
              () -> {
                pid.set(ProcessHandle.current().pid());
                return parts.waitAsHeldThreeTimes();
              });
      Eventually.eventually("the first waits", () -> guarded(waiting) == 1);
      CompletableFuture<Integer> second = pool.applyAsync(parts::waitAsHeldThreeTimes);
      Eventually.eventually("the second waits", () -> guarded(waiting) == 2);

      ProcessHandle.of(pid.get()).orElseThrow().destroyForcibly();
      assertThat(doomed).failsWithin(LIMIT_SECONDS, TimeUnit.SECONDS);

      assertThat(signal(1)).isEqualTo(1);
      assertThat(second.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo(3);
    }
  }

  private int guarded(SharedInt value) {
    lock.lock();
    try {
      return value.get();
    } finally {
      lock.unlock();
    }
  }

  private int signal(int most) {
    lock.lock();
    try {
      return condition.signal(most);
    } finally {
      lock.unlock();
    }
  }

  /** What a task gets. */
  record Parts(
      SharedReentrantLock lock,
      SharedCondition condition,
      SharedInt waiting,
      SharedInt woken,
      SharedLong pid) {

    int waitAsHeldThreeTimes() throws InterruptedException {
      lock.lock();
      lock.lock();
      lock.lock();
      waiting.set(waiting.get() + 1);
      condition.await();
      woken.set(woken.get() + 1);
      int holds = lock.getHoldCount();
      for (int i = 0; i < holds; i++) {
        lock.unlock();
      }
      return holds;
    }

    boolean await(int millis) throws InterruptedException {
      lock.lock();
      try {
        return condition.await(millis, TimeUnit.MILLISECONDS);
      } finally {
        lock.unlock();
      }
    }
  }
}
