package io.procpool.it.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.ProcessPool;
import io.procpool.it.Eventually;
import io.procpool.it.Logged;
import io.procpool.sharing.DeadOwner;
import io.procpool.sharing.RobustLock;
import io.procpool.sharing.SharedLock;
import io.procpool.sharing.SharedLong;
import io.procpool.sharing.SharedReentrantLock;
import io.procpool.task.TaskCallable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Locks between processes, and the death of who holds one. */
class LocksIT {

  private static final int LIMIT_SECONDS = 60;

  /** What is promised. */
  private static final long INHERITED_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final int INCREMENTS = 100_000;
  private static final int PROCESSES = 4;

  static Stream<RobustLock> locks() {
    return Stream.of(SharedLock.create(), SharedReentrantLock.create());
  }

  // S94
  @ParameterizedTest
  @MethodSource("locks")
  void guardedIncrementsOfFourProcessesAreExact(RobustLock lock) throws Exception {
    try (lock;
        SharedLong count = SharedLong.create(0, lock);
        ProcessPool pool = ProcessPool.create(PROCESSES)) {
      all(
          pool,
          () -> {
            RobustLock own = count.lock();
            for (int i = 0; i < INCREMENTS; i++) {
              own.lock();
              try {
                count.setPlain(count.getPlain() + 1);
              } finally {
                own.unlock();
              }
            }
            return null;
          });
      assertThat(count.get()).isEqualTo((long) PROCESSES * INCREMENTS);
    }
  }

  // S94
  @Test
  void atomicIncrementsAreExactAndBareOnesMayBeLost() throws Exception {
    try (SharedLong atomic = SharedLong.create(0);
        SharedLong bare = SharedLong.create(0);
        ProcessPool pool = ProcessPool.create(PROCESSES)) {
      all(
          pool,
          () -> {
            for (int i = 0; i < INCREMENTS; i++) {
              atomic.incrementAndGet();
              bare.set(bare.get() + 1);
            }
            return null;
          });
      assertThat(atomic.get()).isEqualTo((long) PROCESSES * INCREMENTS);
      assertThat(bare.get()).isBetween(1L, (long) PROCESSES * INCREMENTS);
    }
  }

  @ParameterizedTest
  @MethodSource("locks")
  void aThreadInheritsFromAProcessThatIsKilled(RobustLock lock) throws Exception {
    try (lock;
        Logged logged = Logged.listen();
        ProcessPool pool = ProcessPool.create(1);
        Victim holder = new Victim(pool, () -> lockIn(lock))) {
      long pid = holder.pid();
      assertThat(lock.tryLock(50, TimeUnit.MILLISECONDS)).isFalse();

      long killed = System.nanoTime();
      holder.kill();
      lock.lock();

      assertThat(System.nanoTime() - killed).isLessThan(INHERITED_NANOS);
      assertThat(lock.inheritedFrom()).contains(new DeadOwner(pid));
      lock.unlock();
      lock.lock();
      assertThat(lock.inheritedFrom()).as("once is enough").isEmpty();
      lock.unlock();
      assertThat(logged.messages()).anyMatch(message -> message.contains("held a lock"));
    }
  }

  // S94
  @Test
  void aWaitingProcessInheritsAndIsTold() throws Exception {
    try (SharedLock lock = SharedLock.create();
        ProcessPool pool = ProcessPool.create(2);
        Victim holder = new Victim(pool, () -> lockIn(lock))) {
      long pid = holder.pid();
      CompletableFuture<Long> waiter =
          pool.applyAsync(
              () -> {
                lock.lock();
                try {
                  return lock.inheritedFrom().map(DeadOwner::pid).orElse(0L);
                } finally {
                  lock.unlock();
                }
              });

      holder.kill();

      assertThat(waiter.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo(pid);
    }
  }

  @Test
  void whoOnlyTriesInheritsToo() throws Exception {
    try (SharedReentrantLock lock = SharedReentrantLock.create();
        ProcessPool pool = ProcessPool.create(1);
        Victim holder = new Victim(pool, () -> lockIn(lock))) {
      holder.pid();
      assertThat(lock.tryLock()).isFalse();
      holder.kill();
      Eventually.eventually("somebody gets it", lock::tryLock);
      assertThat(lock.inheritedFrom()).isPresent();
      lock.unlock();
    }
  }

  @Test
  void whoIsKilledWhileItWaitsIsNotMissed() throws Exception {
    try (SharedLock lock = SharedLock.create();
        SharedLong pid = SharedLong.create(0);
        ProcessPool pool = ProcessPool.create(1)) {
      lock.lock();
      CompletableFuture<?> doomed =
          pool.applyAsync(
              () -> {
                pid.set(ProcessHandle.current().pid());
                return lockIn(lock);
              });
      Eventually.eventually("it waits, or is about to", () -> pid.get() != 0);
      ProcessHandle.of(pid.get()).orElseThrow().destroyForcibly();
      assertThat(doomed).failsWithin(LIMIT_SECONDS, TimeUnit.SECONDS);
      lock.unlock();
      assertThat(
              pool.applyAsync(
                      () -> {
                        lock.lock();
                        lock.unlock();
                        return lock.isLocked();
                      })
                  .get(LIMIT_SECONDS, TimeUnit.SECONDS))
          .isFalse();
    }
  }

  private static Object lockIn(RobustLock lock) {
    lock.lock();
    return null;
  }

  private static void all(ProcessPool pool, TaskCallable<?> task) throws Exception {
    List<? extends CompletableFuture<?>> running =
        IntStream.range(0, PROCESSES).mapToObj(i -> pool.applyAsync(task)).toList();
    for (CompletableFuture<?> one : running) {
      one.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
  }
}
