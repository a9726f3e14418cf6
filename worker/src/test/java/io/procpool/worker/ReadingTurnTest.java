package io.procpool.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReadingTurnTest {

  private final ReadingTurn turn = new ReadingTurn();
  private final CompletableFuture<Void> listens = new CompletableFuture<>();
  private final Thread listener =
      new Thread(
          () -> {
            turn.awaitListeners();
            listens.complete(null);
          });

  @Test
  void theListenerTakesOverWhenTheTaskThreadIsBusy() throws Exception {
    assertThat(turn.beginTaskThreads()).isTrue();
    turn.endTaskThreads(false);

    listener.start();

    listens.get(30, TimeUnit.SECONDS);
    assertThat(turn.beginTaskThreads()).isFalse();
    turn.endListeners();
    assertThat(turn.beginTaskThreads()).isTrue();
  }

  @Test
  void theListenerSleepsWhileTheTaskThreadReadsAndWakesBehindIt() throws Exception {
    assertThat(turn.beginTaskThreads()).isTrue();
    listener.start();
    while (listener.getState() != Thread.State.WAITING
        && !Thread.currentThread().isInterrupted()) { // with no limit: it polls no more
      Thread.onSpinWait();
    }
    assertThat(listens).isNotDone();

    turn.endTaskThreads(false);

    listens.get(30, TimeUnit.SECONDS);
  }
}
