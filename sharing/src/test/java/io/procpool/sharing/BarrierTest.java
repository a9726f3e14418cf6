package io.procpool.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.sharing.Threads.Running;
import io.procpool.task.SerializableRunnable;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class BarrierTest {

  @Test
  void allMeetInEachRoundAndTheActionRunsOnce() throws Exception {
    try (SharedInt rounds = SharedInt.create(0);
        SharedBarrier counting = SharedBarrier.create(3, rounds::incrementAndGet);
        SharedBarrier plain = SharedBarrier.create(3)) {
      List<Boolean> seen =
          Threads.all(
              3,
              () -> {
                boolean isRight = true;
                for (int round = 1; round <= 1_000; round++) {
                  counting.await();
                  isRight &= rounds.get() == round;
                  plain.await();
                }
                return isRight;
              });
      assertThat(seen).containsExactly(true, true, true);
    }
  }

  @Test
  void eachGetsAnotherIndex() throws Exception {
    try (SharedBarrier barrier = SharedBarrier.create(4)) {
      for (int round = 0; round < 200; round++) {
        assertThat(Threads.all(4, barrier::await)).containsExactlyInAnyOrder(0, 1, 2, 3);
      }
    }
  }

  @Test
  void moreThreadsThanPartiesMeetInSeveralRounds() throws Exception {
    try (SharedInt actions = SharedInt.create(0);
        SharedBarrier barrier = SharedBarrier.create(2, actions::incrementAndGet)) {
      for (int round = 1; round <= 100; round++) {
        assertThat(Threads.all(6, barrier::await)).containsExactlyInAnyOrder(0, 1, 0, 1, 0, 1);
        assertThat(actions.get()).isEqualTo(3 * round);
      }
    }
  }

  @Test
  void aTimeLimitBreaksItForAllUntilAReset() throws Exception {
    try (SharedBarrier barrier = SharedBarrier.create(3)) {
      Running<Integer> other = Threads.start(barrier::await);
      other.awaitAsleep();
      assertThat(barrier.getNumberWaiting()).isEqualTo(1);
      assertThatThrownBy(() -> barrier.await(50, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      assertThatThrownBy(other::result).isInstanceOf(BrokenBarrierException.class);
      assertThat(barrier.isBroken()).isTrue();
      assertThatThrownBy(barrier::await).isInstanceOf(BrokenBarrierException.class);
      barrier.reset();
      assertThat(barrier.isBroken()).isFalse();
      assertThat(Threads.all(3, barrier::await)).containsExactlyInAnyOrder(0, 1, 2);
    }
  }

  @Test
  void anInterruptAnAbortAndAResetBreakIt() throws Exception {
    try (SharedBarrier barrier = SharedBarrier.create(3)) {
      Running<Integer> first = Threads.start(barrier::await);
      Running<Integer> second = Threads.start(barrier::await);
      Threads.eventually(() -> barrier.getNumberWaiting() == 2);
      first.interrupt();
      assertThatThrownBy(first::result).isInstanceOf(InterruptedException.class);
      assertThatThrownBy(second::result).isInstanceOf(BrokenBarrierException.class);
      barrier.reset();
      Running<Integer> third = Threads.start(barrier::await);
      Threads.eventually(() -> barrier.getNumberWaiting() == 1);
      barrier.reset();
      assertThatThrownBy(third::result).isInstanceOf(BrokenBarrierException.class);
      assertThat(barrier.isBroken()).isFalse();
      barrier.abort();
      assertThatThrownBy(barrier::await).isInstanceOf(BrokenBarrierException.class);
    }
  }

  @Test
  void anActionThatFailsBreaksIt() throws Exception {
    SerializableRunnable failing =
        () -> {
          throw new IllegalArgumentException("no");
        };
    try (SharedBarrier barrier = SharedBarrier.create(2, failing)) {
      Running<Integer> other = Threads.start(barrier::await);
      Threads.eventually(() -> barrier.getNumberWaiting() == 1);
      assertThatThrownBy(barrier::await).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(other::result).isInstanceOf(BrokenBarrierException.class);
    }
  }

  @Test
  void whoWaitsHearsOfTheEnd() throws Exception {
    SharedBarrier barrier = SharedBarrier.create(2);
    Running<Integer> waiter = Threads.start(barrier::await);
    waiter.awaitAsleep();
    barrier.close();
    assertThatThrownBy(waiter::result).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> SharedBarrier.create(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
