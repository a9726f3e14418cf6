package io.procpool.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.sharing.Threads.Running;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What both locks do, by threads of one process. */
class LocksTest {

  static Stream<RobustLock> locks() {
    return Stream.of(SharedLock.create(), SharedReentrantLock.create());
  }

  @ParameterizedTest
  @MethodSource("locks")
  void guardsWhatIsNotAtomic(RobustLock lock) throws Exception {
    try (lock;
        SharedLong count = SharedLong.create(0)) {
      Threads.all(
          4,
          () -> {
            for (int i = 0; i < 20_000; i++) {
              lock.lock();
              count.setPlain(count.getPlain() + 1);
              lock.unlock();
            }
            return null;
          });
      assertThat(count.get()).isEqualTo(80_000);
    }
  }

  @ParameterizedTest
  @MethodSource("locks")
  void whoSleepsIsWoken(RobustLock lock) throws Exception {
    try (lock) {
      lock.lock();
      Running<Boolean> waiter = Threads.start(() -> lockAndUnlock(lock));
      waiter.awaitAsleep();
      lock.unlock();
      assertThat(waiter.result()).isTrue();
      assertThat(lock.isLocked()).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("locks")
  void aTimeLimitIsKept(RobustLock lock) throws Exception {
    try (lock) {
      lock.lock();
      long start = System.nanoTime();
      Running<Boolean> waiter = Threads.start(() -> lock.tryLock(120, TimeUnit.MILLISECONDS));
      assertThat(waiter.result()).isFalse();
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(120_000_000L);
      assertThat(Threads.start(() -> lock.tryLock()).result()).isFalse();
      assertThat(Threads.start(() -> lock.tryLock(-1, TimeUnit.DAYS)).result()).isFalse();
      lock.unlock();
    }
  }

  @ParameterizedTest
  @MethodSource("locks")
  void anInterruptEndsAWaitThatCanBeInterrupted(RobustLock lock) throws Exception {
    try (lock) {
      lock.lock();
      Running<Void> waiter =
          Threads.start(
              () -> {
                lock.lockInterruptibly();
                return null;
              });
      waiter.awaitAsleep();
      waiter.interrupt();
      assertThatThrownBy(waiter::result).isInstanceOf(InterruptedException.class);
      lock.unlock();
      assertThat(Threads.start(() -> lockAndUnlock(lock)).result()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("locks")
  void anInterruptIsKeptByAWaitThatCannotBe(RobustLock lock) throws Exception {
    try (lock) {
      lock.lock();
      Running<Boolean> waiter =
          Threads.start(
              () -> {
                lock.lock();
                lock.unlock();
                return Thread.interrupted();
              });
      waiter.awaitAsleep();
      waiter.interrupt();
      waiter.awaitAsleep();
      lock.unlock();
      assertThat(waiter.result()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("locks")
  void whoDoesNotHoldItCannotUnlockIt(RobustLock lock) {
    try (lock) {
      assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("locks")
  void whoWaitsHearsOfTheEnd(RobustLock lock) throws Exception {
    lock.lock();
    Running<Boolean> waiter = Threads.start(() -> lockAndUnlock(lock));
    waiter.awaitAsleep();
    lock.close();
    assertThatThrownBy(waiter::result)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> Threads.start(() -> lock.tryLock(1, TimeUnit.SECONDS)).result())
        .isInstanceOf(IllegalStateException.class);
    lock.close();
  }

  @Test
  void aReentrantLockIsHeldAsOftenAsItWasLocked() throws Exception {
    try (SharedReentrantLock lock = SharedReentrantLock.create()) {
      lock.lock();
      lock.lockInterruptibly();
      assertThat(lock.tryLock()).isTrue();
      assertThat(lock.getHoldCount()).isEqualTo(3);
      lock.unlock();
      lock.unlock();
      assertThat(Threads.start(() -> lock.tryLock()).result()).isFalse();
      lock.unlock();
      assertThat(lock.isLocked()).isFalse();
      assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class);
    }
  }

  @Test
  void anyThreadOfTheProcessUnlocksALock() throws Exception {
    try (SharedLock lock = SharedLock.create()) {
      lock.lock();
      Threads.start(
              () -> {
                lock.unlock();
                return null;
              })
          .result();
      assertThat(lock.isLocked()).isFalse();
    }
  }

  @Test
  void nobodyIsInheritedFromWithoutADeath() throws Exception {
    try (SharedLock lock = SharedLock.create()) {
      lock.lock();
      assertThat(lock.inheritedFrom()).isEmpty();
      lock.unlock();
    }
  }

  @Test
  void moreThreadsThanPlacesGetItAll() throws Exception {
    try (SharedReentrantLock lock = SharedReentrantLock.create()) {
      lock.lock();
      List<Running<Boolean>> waiters =
          Stream.generate(() -> Threads.start(() -> lockAndUnlock(lock))).limit(150).toList();
      lock.unlock();
      for (Running<Boolean> waiter : waiters) {
        assertThat(waiter.result()).isTrue();
      }
    }
  }

  private static boolean lockAndUnlock(RobustLock lock) {
    lock.lock();
    lock.unlock();
    return true;
  }
}
