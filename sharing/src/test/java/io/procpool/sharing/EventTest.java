package io.procpool.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.sharing.Threads.Running;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventTest {

  @Test
  void allGoOnWhoWaitAndWhoComeLater() throws Exception {
    try (SharedEvent event = SharedEvent.create()) {
      List<Running<Boolean>> waiters =
          Stream.generate(() -> Threads.start(() -> event.await(20, TimeUnit.SECONDS)))
              .limit(4)
              .toList();
      waiters.forEach(Running::awaitAsleep);
      assertThat(event.isSet()).isFalse();
      event.set();
      for (Running<Boolean> waiter : waiters) {
        assertThat(waiter.result()).isTrue();
      }
      event.await();
      assertThat(event.await(0, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void whoWaitedGoesOnThoughItIsClearedAtOnce() throws Exception {
    try (SharedEvent event = SharedEvent.create()) {
      Running<Boolean> waiter = Threads.start(() -> event.await(20, TimeUnit.SECONDS));
      waiter.awaitAsleep();
      event.set();
      event.clear();
      assertThat(waiter.result()).isTrue();
      assertThat(event.await(20, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  @Test
  void interruptsAndTheEndEndAWait() throws Exception {
    SharedEvent event = SharedEvent.create();
    Running<Boolean> interrupted = Threads.start(() -> event.await(20, TimeUnit.SECONDS));
    interrupted.awaitAsleep();
    interrupted.interrupt();
    assertThatThrownBy(interrupted::result).isInstanceOf(InterruptedException.class);
    Running<Boolean> ended = Threads.start(() -> event.await(20, TimeUnit.SECONDS));
    ended.awaitAsleep();
    event.close();
    assertThatThrownBy(ended::result).isInstanceOf(IllegalStateException.class);
  }
}
