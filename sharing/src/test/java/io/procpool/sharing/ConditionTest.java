package io.procpool.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.sharing.Threads.Running;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConditionTest {

  private final SharedReentrantLock lock = SharedReentrantLock.create();
  private final SharedCondition condition = lock.newCondition();

  @AfterEach
  void close() {
    condition.close();
    lock.close();
  }

  @Test
  void asManyAreWokenAsAreSignalled() throws Exception {
    List<Running<Boolean>> waiters =
        Stream.generate(() -> Threads.start(() -> await(10))).limit(6).toList();
    waiters.forEach(Running::awaitAsleep);
    assertThat(signal(2)).isEqualTo(2);
    Threads.eventually(() -> done(waiters) == 2);
    assertThat(signal(4)).isEqualTo(4);
    for (Running<Boolean> waiter : waiters) {
      assertThat(waiter.result()).isTrue();
    }
    assertThat(signal(3)).isZero();
    assertThat(await(0)).as("what was signalled before").isFalse();
  }

  @Test
  void aTimeLimitIsKept() throws Exception {
    long start = System.nanoTime();
    lock.lock();
    assertThat(condition.await(100, TimeUnit.MILLISECONDS)).isFalse();
    assertThat(condition.awaitNanos(1_000_000)).isLessThanOrEqualTo(0);
    assertThat(lock.getHoldCount()).isEqualTo(1);
    lock.unlock();
    assertThat(System.nanoTime() - start).isGreaterThan(100_000_000);
  }

  @Test
  void allHoldsAreGivenUpAndGotBack() throws Exception {
    Running<Integer> waiter =
        Threads.start(
            () -> {
              lock.lock();
              lock.lock();
              lock.lock();
              condition.await();
              return lock.getHoldCount();
            });
    waiter.awaitAsleep();
    assertThat(signal(1)).isEqualTo(1);
    assertThat(waiter.result()).isEqualTo(3);
  }

  @Test
  void anInterruptEndsTheWaitWithTheLockHeld() throws Exception {
    Running<Integer> waiter =
        Threads.start(
            () -> {
              lock.lock();
              try {
                condition.await();
                return -1;
              } catch (InterruptedException e) {
                int holds = lock.getHoldCount();
                lock.unlock();
                return holds;
              }
            });
    waiter.awaitAsleep();
    waiter.interrupt();
    assertThat(waiter.result()).isEqualTo(1);
    assertThat(signal(1)).as("nobody waits any more").isZero();
  }

  @Test
  void anInterruptIsKeptByAWaitThatCannotBe() throws Exception {
    Running<Boolean> waiter =
        Threads.start(
            () -> {
              lock.lock();
              condition.awaitUninterruptibly();
              lock.unlock();
              return Thread.interrupted();
            });
    waiter.awaitAsleep();
    waiter.interrupt();
    Threads.eventually(() -> !waiter.thread().isInterrupted());
    assertThat(signal(1)).isEqualTo(1);
    assertThat(waiter.result()).isTrue();
  }

  @Test
  void waitsUntilSomethingIsTrue() throws Exception {
    try (SharedInt value = SharedInt.create(0)) {
      Running<Boolean> waiter =
          Threads.start(
              () -> {
                lock.lock();
                try {
                  return condition.awaitUntil(() -> value.get() == 2, 10, TimeUnit.SECONDS);
                } finally {
                  lock.unlock();
                }
              });
      for (int i = 1; i <= 2; i++) {
        waiter.awaitAsleep();
        value.set(i);
        signal(1);
      }
      assertThat(waiter.result()).isTrue();
      lock.lock();
      assertThat(condition.awaitUntil(() -> false, 1, TimeUnit.MILLISECONDS)).isFalse();
      lock.unlock();
    }
  }

  @Test
  void theLockMustBeHeld() {
    assertThatThrownBy(condition::await).isInstanceOf(IllegalMonitorStateException.class);
    assertThatThrownBy(condition::signal).isInstanceOf(IllegalMonitorStateException.class);
    assertThatThrownBy(condition::signalAll).isInstanceOf(IllegalMonitorStateException.class);
  }

  @Test
  void whoWaitsHearsOfTheEnd() throws Exception {
    Running<Boolean> waiter = Threads.start(() -> await(20));
    waiter.awaitAsleep();
    condition.close();
    assertThatThrownBy(waiter::result).isInstanceOf(IllegalStateException.class);
    assertThat(lock.isLocked()).isFalse();
  }

  private boolean await(int seconds) throws InterruptedException {
    lock.lock();
    try {
      return condition.await(seconds, TimeUnit.SECONDS);
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

  private static int done(List<Running<Boolean>> waiters) {
    return (int) waiters.stream().filter(waiter -> waiter.task().isDone()).count();
  }
}
