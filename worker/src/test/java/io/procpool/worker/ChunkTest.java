package io.procpool.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.protocol.Frame;
import io.procpool.protocol.FrameType;
import io.procpool.protocol.InterruptPayload;
import io.procpool.protocol.RecallPayload;
import io.procpool.protocol.RunPayload;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ChunkTest {

  @Test
  void aChunkThatHasNotStartedIsGivenBackWhole() {
    Chunk chunk = chunk(1, 10);

    assertThat(chunk.giveBack(false)).isZero();
    assertThat(chunk.startNext()).isEqualTo(-1);
  }

  @Test
  void aChunkThatRunsGivesBackHalfOfWhatWaits() {
    Chunk chunk = chunk(1, 10);
    chunk.startNext();

    assertThat(chunk.giveBack(false)).isEqualTo(5);
    assertThat(chunk.giveBack(false)).isEqualTo(3);
    assertThat(chunk.giveBack(false)).isEqualTo(2);
    assertThat(chunk.giveBack(false)).isEqualTo(1);
    assertThat(chunk.giveBack(false)).isEqualTo(1);
  }

  @Test
  void allThatWaitsCanBeAskedFor() {
    Chunk chunk = chunk(1, 10);
    chunk.startNext();

    assertThat(chunk.giveBack(true)).isEqualTo(1);
    assertThat(chunk.startNext()).isEqualTo(-1);
  }

  /** Two threads, as in a worker: each task is either started or given back, and none is both. */
  @Test
  @Timeout(60)
  void noTaskIsStartedThatWasGivenBack() throws InterruptedException {
    for (int round = 0; round < 2_000; round++) {
      Chunk chunk = chunk(1, 500);
      AtomicInteger kept = new AtomicInteger(500);
      Thread listener =
          new Thread(
              () -> {
                for (int i = 0; i < 5; i++) {
                  kept.set(chunk.giveBack(false));
                }
              });
      listener.start();
      int started = 0;
      while (chunk.startNext() == started) {
        started++;
      }
      listener.join();

      assertThat(started).isEqualTo(kept.get());
      assertThat(chunk.isRunning(InterruptPayload.ANY_TASK)).isFalse();
    }
  }

  /** An interrupt that comes while one task follows another is that of the one it was meant for. */
  @Test
  @Timeout(60)
  void anInterruptHitsTheTaskItIsMeantForOrNone() throws InterruptedException {
    Thread runner = Thread.currentThread();
    for (int round = 0; round < 2_000; round++) {
      Chunk chunk = chunk(1, 200);
      Thread listener = new Thread(() -> chunk.interrupt(100, runner));
      listener.start();
      for (int task = chunk.startNext(); task >= 0; task = chunk.startNext()) {
        boolean isInterrupted = Thread.currentThread().isInterrupted();
        assertThat(!isInterrupted || task == 100 && chunk.isInterrupted()).isTrue();
      }
      assertThat(Thread.interrupted()).isFalse();
      listener.join();
    }
  }

  @Test
  void theInboxKnowsTheChunkThatRunsAndThoseThatWait() {
    Inbox inbox = new Inbox();
    inbox.add(run(1, 10));
    inbox.add(run(2, 10));
    inbox.poll();
    inbox.startChunk().startNext();

    assertThat(inbox.giveBack(2, false)).isZero();
    assertThat(inbox.giveBack(1, false)).isEqualTo(5);
    assertThat(inbox.giveBack(3, false)).isEqualTo(RecallPayload.KEEPS_ALL);
    inbox.endChunk();
    assertThat(inbox.giveBack(1, false)).isEqualTo(RecallPayload.KEEPS_ALL);
  }

  private static Chunk chunk(long id, int tasks) {
    return new Chunk(run(id, tasks));
  }

  private static Frame run(long id, int tasks) {
    return new Frame(FrameType.RUN, id, RunPayload.of(1, 0, tasks, new byte[0], 0, 0));
  }
}
