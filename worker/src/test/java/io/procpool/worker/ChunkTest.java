package io.procpool.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.protocol.Frame;
import io.procpool.protocol.FrameType;
import io.procpool.protocol.RecallPayload;
import io.procpool.protocol.RunPayload;
import org.junit.jupiter.api.Test;

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
