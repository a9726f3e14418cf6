package io.procpool.it.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.sharing.ChildProcess;
import io.procpool.sharing.Connection;
import io.procpool.sharing.Connections;
import io.procpool.sharing.Pipe;
import io.procpool.sharing.Waitable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waiting for messages and exits at once. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WaitingIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration NOT_AT_ALL = Duration.ofSeconds(-1);

  // S93
  @Test
  void theExitOfAProcessComesAloneAndThenAllThatIsReady() throws Exception {
    Pipe a = Pipe.create(true);
    Pipe b = Pipe.create(true);
    ChildProcess echoing = ChildProcess.of(Talk::echo, b.second()).start();
    ChildProcess p = ChildProcess.of(Deeds::sleep, 3).start();

    assertThat(Connections.wait(NOT_AT_ALL, a.first(), p, b.first())).isEmpty();
    assertThat(Connections.wait(Duration.ofMillis(200), a.first(), p, b.first())).isEmpty();
    assertThat(Connections.wait(LIMIT, a.first(), p, b.first())).containsExactly(p);

    a.second().send("x");
    b.first().send("y");
    assertThat(b.first().poll(LIMIT)).isTrue();
    assertThat(Connections.wait(NOT_AT_ALL, a.first(), p, b.first()))
        .containsExactly(a.first(), p, b.first());
    a.first().receive();
    b.first().receive();
    assertThat(Connections.wait(LIMIT, a.first(), p, b.first())).containsExactly(p);
    assertThat(Connections.wait(Duration.ofMillis(100), a.first(), b.first())).isEmpty();

    a.second().close();
    assertThat(Connections.wait(LIMIT, a.first(), b.first()))
        .as("an end")
        .containsExactly(a.first());
    a.first().close();
    b.first().close();
    assertThat(echoing.join(LIMIT)).isTrue();
  }

  /** By a socket, in memory, and by an exit. */
  @Test
  void whatIsWaitedForWakesTheWaiter() throws Exception {
    Pipe toChild = Pipe.create(true);
    Pipe inMemory = Pipe.create(true);
    ChildProcess child = ChildProcess.of(Talk::echo, toChild.second()).start();
    toChild.first().send("warm");
    toChild.first().receive();
    List<Waitable> all = List.of(toChild.first(), inMemory.first(), child);

    CompletableFuture<List<Waitable>> waiting = waitFor(all);
    inMemory.second().send(1);
    assertThat(waiting.get(60, TimeUnit.SECONDS)).containsExactly(inMemory.first());
    inMemory.first().receive();

    waiting = waitFor(all);
    toChild.first().send(2);
    assertThat(waiting.get(60, TimeUnit.SECONDS)).containsExactly(toChild.first());
    toChild.first().receive();

    waiting = waitFor(List.of(inMemory.first(), child));
    toChild.first().close();
    assertThat(waiting.get(60, TimeUnit.SECONDS)).containsExactly(child);
    inMemory.first().close();
    inMemory.second().close();
  }

  /** 4 children of 10 messages each: as CPython's test has it. */
  @Test
  void messagesOfSeveralChildrenAreReceivedAsTheyCome() throws Exception {
    List<Connection> open = new ArrayList<>();
    List<ChildProcess> children = new ArrayList<>();
    for (int child = 0; child < 4; child++) {
      Pipe pipe = Pipe.create(false);
      int number = child;
      Connection out = pipe.second();
      children.add(
          ChildProcess.of(
                  () -> {
                    for (int i = 0; i < 10; i++) {
                      out.send(number * 10 + i);
                    }
                  })
              .start());
      open.add(pipe.first());
    }

    List<Integer> received = new ArrayList<>();
    while (!open.isEmpty()) {
      for (Connection ready : Connections.wait(LIMIT, open)) {
        try {
          received.add(ready.receive(Integer.class));
        } catch (java.io.EOFException e) {
          ready.close();
          open.remove(ready);
        }
      }
    }

    assertThat(received)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 40).boxed().toList());
    for (ChildProcess child : children) {
      assertThat(child.join(LIMIT)).isTrue();
    }
  }

  @Test
  void whatCannotBeWaitedForIsRefused() throws Exception {
    Pipe pipe = Pipe.create(false);
    ChildProcess child = ChildProcess.of(Deeds::nothing);

    assertThatThrownBy(() -> Connections.wait(LIMIT, pipe.second()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("only sends");
    assertThatThrownBy(() -> Connections.wait(LIMIT, child))
        .isInstanceOf(IllegalStateException.class);
    assertThat(Connections.wait(Duration.ofMillis(10), List.<Waitable>of())).isEmpty();
    pipe.first().close();
    assertThatThrownBy(() -> Connections.wait(LIMIT, pipe.first())).isInstanceOf(IOException.class);
    pipe.second().close();
  }

  @Test
  void closingWhatIsWaitedForEndsTheWaitAndSoDoesAnInterrupt() throws Exception {
    Pipe pipe = Pipe.create(true);
    CompletableFuture<List<Waitable>> closed = waitFor(List.of(pipe.first()));
    pipe.first().close();
    assertThatThrownBy(() -> closed.get(60, TimeUnit.SECONDS))
        .hasRootCauseInstanceOf(IOException.class);

    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    Pipe other = Pipe.create(true);
    Thread waiting =
        new Thread(
            () -> {
              try {
                Connections.wait(LIMIT, other.first());
              } catch (IOException e) {
                failure.complete(e);
              }
            });
    waiting.start();
    waiting.interrupt();
    assertThat(failure.get(60, TimeUnit.SECONDS)).isInstanceOf(InterruptedIOException.class);
    other.first().close();
    other.second().close();
  }

  private static CompletableFuture<List<Waitable>> waitFor(List<Waitable> things) {
    CompletableFuture<List<Waitable>> ready = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                ready.complete(Connections.wait(LIMIT, things));
              } catch (IOException e) {
                ready.completeExceptionally(e);
              }
            });
    thread.start();
    return ready;
  }
}
