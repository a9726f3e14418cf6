package io.procpool.internal.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WindowTest {

  private static final long MIB = 1024 * 1024;

  @Test
  void aWindowThatWasAskedForIsKept() throws Exception {
    Window window = new Window(OptionalInt.of(8), 2, MIB);
    window.onArrived(1, 10);
    pull(window, 8);

    CompletableFuture<Boolean> room = roomFor(window, 1);

    assertIsWaiting(window, room);
    window.onRead(2);
    assertThat(room.get(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whileTheSizeOfAResultIsUnknownLittleIsPulled() throws Exception {
    Window window = new Window(OptionalInt.empty(), 2, MIB);
    pull(window, 16);

    CompletableFuture<Boolean> room = roomFor(window, 1);

    assertIsWaiting(window, room);
    window.onArrived(1, 10);
    assertThat(room.get(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void largeItemsFillItBeforeTheirNumberDoes() throws Exception {
    Window window = new Window(OptionalInt.empty(), 2, MIB);
    window.onArrived(1, 10);
    window.onPull(2);
    window.onPulled(0, (int) MIB);

    CompletableFuture<Boolean> room = roomFor(window, 1);

    assertIsWaiting(window, room);
    window.onRead(1);
    assertThat(room.get(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void largeResultsFillItBeforeTheirNumberDoes() throws Exception {
    Window window = new Window(OptionalInt.empty(), 2, MIB);
    pull(window, 4);
    window.onArrived(1, (int) MIB / 3);

    CompletableFuture<Boolean> room = roomFor(window, 1);

    assertIsWaiting(window, room);
    window.onRead(2);
    assertThat(room.get(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void oneItemOfAnySizeMayPass() throws Exception {
    Window window = new Window(OptionalInt.of(1), 1, 1);

    assertThat(window.awaitRoom(1)).isTrue();
    window.onPull(1);
    window.onPulled(0, Integer.MAX_VALUE);
    window.onRead(1);
    assertThat(window.awaitRoom(1)).isTrue();
  }

  @Test
  void closingEndsTheWait() throws Exception {
    Window window = new Window(OptionalInt.of(1), 1, MIB);
    pull(window, 1);
    CompletableFuture<Boolean> room = roomFor(window, 1);

    window.close();

    assertThat(room.get(30, TimeUnit.SECONDS)).isFalse();
  }

  private static void pull(Window window, int items) {
    window.onPull(items + 1);
    window.onPulled(1, items);
  }

  private static CompletableFuture<Boolean> roomFor(Window window, int chunkSize) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return window.awaitRoom(chunkSize);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /** What does not change what is full wakes the waiter, which must wait again. */
  private static void assertIsWaiting(Window window, CompletableFuture<Boolean> room) {
    for (int i = 0; i < 100; i++) {
      window.onRead(0);
      assertThat(room).isNotDone();
    }
  }
}
