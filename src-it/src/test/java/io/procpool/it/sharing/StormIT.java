package io.procpool.it.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.ProcessPool;
import io.procpool.sharing.SharedBarrier;
import io.procpool.sharing.SharedCondition;
import io.procpool.sharing.SharedEvent;
import io.procpool.sharing.SharedLock;
import io.procpool.sharing.SharedLong;
import io.procpool.sharing.SharedLongArray;
import io.procpool.sharing.SharedReentrantLock;
import io.procpool.sharing.SharedSemaphore;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Processes are killed while they use what they share; the others go on, and nothing is lost. */
class StormIT {

  private static final int PROCESSES = 4;
  private static final int KILLS = 12;
  private static final int MOST_MILLIS = 100;

  /** So few that all of them live at some time, though it takes a JVM its time to start. */
  private static final int TWO = 2;

  private static final int MOST_MILLIS_BETWEEN_ROUNDS = 1_500;
  private static final int LIMIT_SECONDS = 60;
  private static final int INCREMENTS = 100_000;

  @Test
  void confirmedIncrementsAreThere() throws Exception {
    try (SharedLock lock = SharedLock.create();
        SharedLong count = SharedLong.create(0);
        SharedLongArray confirmed = SharedLongArray.create(PROCESSES);
        Storm storm = new Storm(PROCESSES);
        ProcessPool pool = storm.pool()) {
      int kills =
          storm.run(
              pool,
              number -> {
                while (confirmed.get(number) < INCREMENTS || storm.goesOn()) {
                  lock.lock();
                  try {
                    count.setPlain(count.getPlain() + 1);
                  } finally {
                    lock.unlock();
                  }
                  confirmed.set(number, confirmed.get(number) + 1);
                }
                return null;
              },
              KILLS,
              MOST_MILLIS,
              1);
      long told = LongStream.of(confirmed.toArray()).sum();
      assertThat(told).isGreaterThanOrEqualTo((long) PROCESSES * INCREMENTS);
      assertThat(count.get()).isBetween(told, told + kills);
      assertThat(lock.tryLock(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aReentrantLockGuardsAllTheSame() throws Exception {
    try (SharedReentrantLock lock = SharedReentrantLock.create();
        SharedLongArray twins = SharedLongArray.create(2);
        SharedLong torn = SharedLong.create(0);
        Storm storm = new Storm(PROCESSES);
        ProcessPool pool = storm.pool()) {
      storm.run(
          pool,
          number -> {
            while (storm.goesOn()) {
              lock.lock();
              lock.lock();
              boolean isTorn = twins.getPlain(0) != twins.getPlain(1);
              if (isTorn && lock.inheritedFrom().isEmpty()) {
                torn.incrementAndGet();
              }
              long next = twins.getPlain(0) + 1;
              twins.setPlain(0, next);
              twins.setPlain(1, next);
              lock.unlock();
              lock.unlock();
            }
            return null;
          },
          KILLS,
          MOST_MILLIS,
          2);
      assertThat(torn.get()).as("half done, and nobody was told").isZero();
      assertThat(twins.get(0)).isPositive();
    }
  }

  @Test
  void permitsComeBack() throws Exception {
    try (SharedSemaphore semaphore = SharedSemaphore.create(3);
        SharedLong taken = SharedLong.create(0);
        Storm storm = new Storm(PROCESSES);
        ProcessPool pool = storm.pool()) {
      storm.run(
          pool,
          number -> {
            while (storm.goesOn()) {
              semaphore.acquire(1 + number % 2);
              taken.incrementAndGet();
              semaphore.release(1 + number % 2);
            }
            return null;
          },
          KILLS,
          MOST_MILLIS,
          3);
      assertThat(taken.get()).isPositive();
      assertThat(semaphore.tryAcquire(3, LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
      semaphore.release(3);
      assertThat(semaphore.availablePermits()).isEqualTo(3);
    }
  }

  @Test
  void noSignalIsLost() throws Exception {
    try (SharedReentrantLock lock = SharedReentrantLock.create();
        SharedCondition isMore = lock.newCondition();
        SharedLong items = SharedLong.create(0, lock);
        Storm storm = new Storm(PROCESSES);
        ProcessPool pool = storm.pool()) {
      Thread producer =
          new Thread(
              () -> {
                while (!Thread.currentThread().isInterrupted()) {
                  produce(lock, isMore, items);
                }
              });
      producer.start();
      storm.run(
          pool,
          number -> {
            while (storm.goesOn()) {
              lock.lock();
              try {
                while (items.getPlain() == 0) {
                  isMore.await(); // without a time limit: a lost signal would be the end
                }
                items.setPlain(items.getPlain() - 1);
              } finally {
                lock.unlock();
              }
            }
            return null;
          },
          KILLS,
          MOST_MILLIS,
          4);
      producer.interrupt();
      producer.join(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
      assertThat(producer.isAlive()).isFalse();
    }
  }

  @Test
  void anEventIsSeenByAllWhoLive() throws Exception {
    try (SharedEvent event = SharedEvent.create();
        SharedLong seen = SharedLong.create(0);
        Storm storm = new Storm(PROCESSES);
        ProcessPool pool = storm.pool()) {
      Thread setter =
          new Thread(
              () -> {
                while (storm.goesOn()) {
                  event.set();
                  event.clear();
                }
                event.set();
              });
      setter.start();
      storm.run(
          pool,
          number -> {
            while (storm.goesOn()) {
              event.await();
              seen.incrementAndGet();
            }
            return null;
          },
          KILLS,
          MOST_MILLIS,
          5);
      setter.join(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
      assertThat(seen.get()).isPositive();
    }
  }

  @Test
  void aBarrierBreaksAndIsMadeAnew() throws Exception {
    try (SharedBarrier barrier = SharedBarrier.create(TWO + 1);
        SharedLong met = SharedLong.create(0);
        Storm storm = new Storm(TWO);
        ProcessPool pool = storm.pool()) {
      Thread repairer = new Thread(() -> repair(barrier, storm));
      repairer.start();
      storm.run(
          pool,
          number -> {
            while (storm.goesOn()) {
              try {
                barrier.await();
                met.incrementAndGet();
              } catch (BrokenBarrierException e) {
                Thread.onSpinWait(); // until it is made anew
              }
            }
            barrier.abort(); // who has come is not to wait for this one
            return null;
          },
          KILLS / TWO,
          MOST_MILLIS_BETWEEN_ROUNDS,
          6);
      repairer.join(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
      assertThat(repairer.isAlive()).isFalse();
      assertThat(met.get()).isPositive();
    }
  }

  /** In the end it stays broken, for the others leave one by one. */
  private static void repair(SharedBarrier barrier, Storm storm) {
    while (storm.goesOn()) {
      try {
        barrier.await();
      } catch (BrokenBarrierException e) {
        barrier.reset();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    barrier.abort();
  }

  private static void produce(SharedReentrantLock lock, SharedCondition isMore, SharedLong items) {
    lock.lock();
    try {
      if (items.getPlain() < PROCESSES) {
        items.setPlain(items.getPlain() + 1);
        isMore.signal();
      }
    } finally {
      lock.unlock();
    }
  }
}
