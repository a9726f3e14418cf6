package io.procpool.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.sharing.Threads.Running;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SemaphoreTest {

  @Test
  void letsInAsManyAsThereArePermits() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    try (SharedSemaphore semaphore = SharedSemaphore.create(2)) {
      Threads.all(
          5,
          () -> {
            for (int i = 0; i < 5_000; i++) {
              semaphore.acquire();
              assertThat(inside.incrementAndGet()).isLessThanOrEqualTo(2);
              inside.decrementAndGet();
              semaphore.release();
            }
            return null;
          });
      assertThat(semaphore.availablePermits()).isEqualTo(2);
    }
  }

  @Test
  void countsDownAndUpBeyondWhereItBegan() {
    try (SharedSemaphore semaphore = SharedSemaphore.create(2)) {
      assertThat(semaphore.tryAcquire()).isTrue();
      assertThat(semaphore.tryAcquire()).isTrue();
      assertThat(semaphore.tryAcquire()).isFalse();
      semaphore.release(4);
      assertThat(semaphore.availablePermits()).isEqualTo(4);
      assertThat(semaphore.drainPermits()).isEqualTo(4);
      assertThat(semaphore.availablePermits()).isZero();
    }
  }

  @Test
  void aBoundedOneRefusesOneTooMany() {
    try (SharedSemaphore semaphore = SharedBoundedSemaphore.create(2)) {
      assertThatThrownBy(semaphore::release).isInstanceOf(IllegalStateException.class);
      assertThat(semaphore.tryAcquire(2)).isTrue();
      semaphore.release(2);
      assertThat(semaphore.availablePermits()).isEqualTo(2);
    }
  }

  @Test
  void whoWaitsForManyGetsThemTogether() throws Exception {
    try (SharedSemaphore semaphore = SharedSemaphore.create(0)) {
      Running<Boolean> waiter = Threads.start(() -> semaphore.tryAcquire(3, 20, TimeUnit.SECONDS));
      waiter.awaitAsleep();
      semaphore.release(2);
      waiter.awaitAsleep();
      assertThat(semaphore.availablePermits()).isEqualTo(2);
      semaphore.release();
      assertThat(waiter.result()).isTrue();
      assertThat(semaphore.availablePermits()).isZero();
    }
  }

  @Test
  void twoThreadsTakeTurns() throws Exception {
    try (SharedSemaphore ping = SharedSemaphore.create(0);
        SharedSemaphore pong = SharedSemaphore.create(0)) {
      Running<Void> other =
          Threads.start(
              () -> {
                for (int i = 0; i < 2_000; i++) {
                  ping.acquire();
                  pong.release();
                }
                return null;
              });
      for (int i = 0; i < 2_000; i++) {
        ping.release();
        assertThat(pong.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
      }
      other.result();
    }
  }

  /** As many as could hold on to all threads that carry them, if waiting did. */
  @Test
  void virtualThreadsWaitWhereThereAreAny() throws Exception {
    try (SharedSemaphore semaphore = SharedSemaphore.create(0);
        SharedSemaphore done = SharedSemaphore.create(0)) {
      Runnable waiting =
          () -> {
            semaphore.acquireUninterruptibly();
            done.release();
          };
      boolean hasVirtual = Runtime.version().feature() >= 21;
      int count = 2 * Runtime.getRuntime().availableProcessors();
      for (int i = 0; i < count; i++) {
        if (hasVirtual) {
          Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, waiting);
        } else {
          Threads.start(Executors.callable(waiting));
        }
      }
      for (int i = 0; i < count; i++) {
        semaphore.release();
        assertThat(done.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  @Test
  void timeInterruptsAndTheEndEndAWait() throws Exception {
    SharedSemaphore semaphore = SharedSemaphore.create(0);
    assertThat(semaphore.tryAcquire(50, TimeUnit.MILLISECONDS)).isFalse();
    Running<Boolean> interrupted = Threads.start(() -> semaphore.tryAcquire(20, TimeUnit.SECONDS));
    interrupted.awaitAsleep();
    interrupted.interrupt();
    assertThatThrownBy(interrupted::result).isInstanceOf(InterruptedException.class);
    Running<Boolean> ended = Threads.start(() -> semaphore.tryAcquire(20, TimeUnit.SECONDS));
    ended.awaitAsleep();
    semaphore.close();
    assertThatThrownBy(ended::result).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void nonsenseIsRefused() {
    assertThatThrownBy(() -> SharedSemaphore.create(-1))
        .isInstanceOf(IllegalArgumentException.class);
    try (SharedSemaphore semaphore = SharedSemaphore.create(1)) {
      assertThatThrownBy(() -> semaphore.release(-1)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
