package io.procpool.it.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.ProcessPool;
import io.procpool.it.Eventually;
import io.procpool.sharing.SharedBarrier;
import io.procpool.sharing.SharedEvent;
import io.procpool.sharing.SharedInt;
import io.procpool.sharing.SharedLong;
import io.procpool.sharing.SharedSemaphore;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Semaphores, events and barriers between processes. */
class MeetingsIT {

  private static final int LIMIT_SECONDS = 60;
  private static final int ROUNDS = 500;

  @Test
  void permitsOfAKilledProcessComeBack() throws Exception {
    try (SharedSemaphore semaphore = SharedSemaphore.create(3);
        ProcessPool pool = ProcessPool.create(1);
        Victim holder =
            new Victim(
                pool,
                () -> {
                  semaphore.acquire(2);
                  return null;
                })) {
      holder.pid();
      assertThat(semaphore.tryAcquire(2, 50, TimeUnit.MILLISECONDS)).isFalse();
      holder.kill();
      assertThat(semaphore.tryAcquire(3, 2, TimeUnit.SECONDS)).isTrue();
      semaphore.release(3);
      assertThat(semaphore.availablePermits()).isEqualTo(3);
    }
  }

  @Test
  void oneProcessAcquiresWhatAnotherReleases() throws Exception {
    try (SharedSemaphore there = SharedSemaphore.create(0);
        SharedSemaphore back = SharedSemaphore.create(0);
        ProcessPool pool = ProcessPool.create(1)) {
      CompletableFuture<Integer> other =
          pool.applyAsync(
              () -> {
                for (int i = 0; i < ROUNDS; i++) {
                  there.acquire();
                  back.release();
                }
                return there.availablePermits();
              });
      for (int i = 0; i < ROUNDS; i++) {
        there.release();
        assertThat(back.tryAcquire(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(other.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isZero();
    }
  }

  @Test
  void anEventIsSeenByAll() throws Exception {
    try (SharedEvent event = SharedEvent.create();
        ProcessPool pool = ProcessPool.create(2)) {
      CompletableFuture<Boolean> first =
          pool.applyAsync(() -> event.await(LIMIT_SECONDS, TimeUnit.SECONDS));
      CompletableFuture<Boolean> second =
          pool.applyAsync(() -> event.await(LIMIT_SECONDS, TimeUnit.SECONDS));
      event.set();
      assertThat(first.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(second.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void whoWaitsHearsThatTheCreatorIsKilled() throws Exception {
    try (ProcessPool pool = ProcessPool.create(1)) {
      long pid = pool.applyAsync(() -> ProcessHandle.current().pid()).join();
      SharedEvent ofWorker = pool.applyAsync(SharedEvent::create).join();
      CompletableFuture<Boolean> waiter =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return ofWorker.await(LIMIT_SECONDS, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              });
      ProcessHandle.of(pid).orElseThrow().destroyForcibly();
      assertThatThrownBy(() -> waiter.get(LIMIT_SECONDS, TimeUnit.SECONDS))
          .hasCauseInstanceOf(IllegalStateException.class)
          .hasMessageContaining("ended");
      ofWorker.close();
    }
  }

  @Test
  void processesMeetInEachRound() throws Exception {
    try (SharedInt actions = SharedInt.create(0);
        SharedBarrier barrier = SharedBarrier.create(3, actions::incrementAndGet);
        SharedBarrier behind = SharedBarrier.create(3);
        ProcessPool pool = ProcessPool.create(2)) {
      CompletableFuture<Boolean> first = pool.applyAsync(() -> meet(barrier, behind, actions));
      CompletableFuture<Boolean> second = pool.applyAsync(() -> meet(barrier, behind, actions));
      assertThat(meet(barrier, behind, actions)).isTrue();
      assertThat(first.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(second.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(actions.get()).isEqualTo(ROUNDS);
    }
  }

  @Test
  void aBarrierBreaksWithWhoIsKilledAtIt() throws Exception {
    try (SharedBarrier barrier = SharedBarrier.create(3);
        SharedLong pid = SharedLong.create(0);
        ProcessPool pool = ProcessPool.create(1)) {
      CompletableFuture<Integer> doomed =
          pool.applyAsync(
              () -> {
                pid.set(ProcessHandle.current().pid());
                return barrier.await();
              });
      Eventually.eventually("it waits", () -> barrier.getNumberWaiting() == 1);
      CompletableFuture<Integer> other =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return barrier.await();
                } catch (BrokenBarrierException e) {
                  return -1;
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              });
      Eventually.eventually("both wait", () -> barrier.getNumberWaiting() == 2);
      ProcessHandle.of(pid.get()).orElseThrow().destroyForcibly();
      assertThat(other.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo(-1);
      assertThat(doomed).failsWithin(LIMIT_SECONDS, TimeUnit.SECONDS);
      barrier.reset();
      assertThat(barrier.isBroken()).isFalse();
    }
  }

  @Test
  void aBarrierBreaksWithWhoIsKilledInItsAction() throws Exception {
    try (SharedLong pid = SharedLong.create(0);
        SharedBarrier barrier =
            SharedBarrier.create(
                2,
                () -> {
                  pid.set(ProcessHandle.current().pid());
                  Runtime.getRuntime().halt(7);
                });
        ProcessPool pool = ProcessPool.create(1)) {
      CompletableFuture<Integer> doomed =
          pool.applyAsync(
              () -> {
                while (barrier.getNumberWaiting() == 0) {
                  Thread.onSpinWait();
                }
                return barrier.await();
              });
      assertThatThrownBy(() -> barrier.await(LIMIT_SECONDS, TimeUnit.SECONDS))
          .isInstanceOf(BrokenBarrierException.class);
      assertThat(pid.get()).isNotZero();
      assertThat(doomed).failsWithin(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
  }

  private static boolean meet(SharedBarrier barrier, SharedBarrier behind, SharedInt actions)
      throws Exception {
    boolean isRight = true;
    for (int round = 1; round <= ROUNDS; round++) {
      barrier.await(LIMIT_SECONDS, TimeUnit.SECONDS);
      isRight &= actions.get() == round;
      behind.await(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
    return isRight;
  }
}
