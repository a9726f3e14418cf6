package io.procpool.internal.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WindowTest {

  private static final long MIB = 1024 * 1024;

  private Thread waiter;

  @Test
  void aWindowThatWasAskedForIsKept() throws Exception {
    Window window = new Window(OptionalInt.of(8), 2, MIB);
    window.onArrived(1, 10);
    pull(window, 8);

    CompletableFuture<Boolean> room = roomFor(window, 1);

    assertIsWaiting(room);
    window.onRead(2);
    assertThat(room.get(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whileTheSizeOfAResultIsUnknownLittleIsPulled() throws Exception {
    Window window = new Window(OptionalInt.empty(), 2, MIB);
    pull(window, 16);

    CompletableFuture<Boolean> room = roomFor(window, 1);

    assertIsWaiting(room);
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

    assertIsWaiting(room);
    window.onRead(1);
    assertThat(room.get(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void largeResultsFillItBeforeTheirNumberDoes() throws Exception {
    Window window = new Window(OptionalInt.empty(), 2, MIB);
    pull(window, 4);
    window.onArrived(1, (int) MIB / 3);

    CompletableFuture<Boolean> room = roomFor(window, 1);

    assertIsWaiting(room);
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
    assertIsWaiting(room);

    window.close();

    assertThat(room.get(30, TimeUnit.SECONDS)).isFalse();
  }

  @Test
  void fourLargeChunksForEachProcessAreOut() throws Exception {
    Window window = new Window(OptionalInt.empty(), 2, MIB);
    window.onArrived(1, 10);
    pull(window, 7_000);

    assertThat(window.awaitRoom(1_000)).isTrue();
    pull(window, 1_000);
    assertIsWaiting(roomFor(window, 1_000));
    window.close();
  }

  @Test
  void aPoolOfVeryManyThreadsDoesNotReadFarAhead() throws Exception {
    Window window = new Window(OptionalInt.empty(), 10_000, MIB);
    pull(window, 39_999);
    assertThat(window.awaitRoom(1)).as("four for each, at the beginning too").isTrue();
    pull(window, 1);
    assertIsWaiting(roomFor(window, 1));

    window.onArrived(1, 0);
    assertIsWaiting(roomFor(window, 1));
    window.close();
  }

  @Test
  void aPoolOfManyProcessesReadsNoFurtherAheadThanAllNeed() throws Exception {
    Window window = new Window(OptionalInt.empty(), 1_000, MIB);
    window.onArrived(1, 0);
    pull(window, 16 * 1024 - 1);

    assertThat(window.awaitRoom(1)).isTrue();
    pull(window, 1);
    assertIsWaiting(roomFor(window, 1));
    window.close();
  }

  private static void pull(Window window, int items) {
    window.onPull(items + 1);
    window.onPulled(1, items);
  }

  private CompletableFuture<Boolean> roomFor(Window window, int chunkSize) {
    CompletableFuture<Boolean> room = new CompletableFuture<>();
    waiter =
        new Thread(
            () -> {
              try {
                room.complete(window.awaitRoom(chunkSize));
              } catch (InterruptedException e) {
                room.completeExceptionally(e);
              }
            });
    waiter.start();
    return room;
  }

  private void assertIsWaiting(CompletableFuture<Boolean> room) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (waiter.getState() != Thread.State.WAITING && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(waiter.getState()).isEqualTo(Thread.State.WAITING);
    assertThat(room).isNotDone();
  }

  @Test
  void aChunkHasNoMoreItemsThanThereIsRoomForTheirResults() throws Exception {
    Window window = new Window(OptionalInt.empty(), 1, 1000);
    assertThat(window.fitting(500, 500)).as("while nothing is known").isEqualTo(500);
    window.onPull(1);
    window.onArrived(1, 100);

    assertThat(window.fitting(500, 500)).isEqualTo(9);
    window.onPulled(0, 900);
    assertThat(window.fitting(500, 500)).as("at least one").isEqualTo(1);
  }

  /** S13: no more are out than the window and all but one of a chunk. */
  @Test
  void chunksThatTravelTogetherStayWithinTheWindow() {
    Window window = new Window(OptionalInt.of(100), 2);
    window.onPull(90);

    assertThat(window.fitting(25, 1)).isEqualTo(10);
    assertThat(window.fitting(40, 20)).isEqualTo(20);
    assertThat(window.fitting(25, 25)).isEqualTo(25);
  }
}
