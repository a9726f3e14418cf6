package io.procpool.internal.workers;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.protocol.Frame;
import io.procpool.protocol.FrameReader;
import io.procpool.protocol.FrameType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LinkWriterTest {

  private final BlockingQueue<String> kills = new LinkedBlockingQueue<>();
  private final Pipe pipe = new Pipe();
  private final LinkWriter writer = new LinkWriter(() -> kills.add("kill"), pipe);

  @Test
  void aFewBytesForAnEmptyPipeAreWrittenByWhoAddsThem() throws Exception {
    writer.add(List.of(frame(1, 16)), true); // there is no thread

    assertThat(pipe.ids()).containsExactly(1L);
  }

  @Test
  void whatMayNotFitIsLeftToTheThread() throws Exception {
    writer.add(List.of(frame(1, LinkWriter.PIPE_LENGTH)), true);
    writer.add(List.of(frame(2, 16)), false);

    assertThat(pipe.ids()).isEmpty();
    runToTheEnd();
    assertThat(pipe.ids()).containsExactly(1L, 2L);
  }

  @Test
  void whatTheThreadHasNotWrittenComesFirst() throws Exception {
    writer.add(List.of(frame(1, 16)), false);
    writer.add(List.of(frame(2, 16)), true);

    assertThat(pipe.ids()).isEmpty();
    runToTheEnd();
    assertThat(pipe.ids()).containsExactly(1L, 2L);
  }

  @Test
  void nobodyWaitsForAThreadThatWaitsForThePipe() throws Exception {
    pipe.isFull = true;
    Thread thread = new Thread(writer);
    thread.start();
    writer.add(List.of(frame(1, 16)), false);
    assertThat(pipe.writing.await(30, TimeUnit.SECONDS)).isTrue();

    writer.add(List.of(frame(2, 16)), true);
    writer.end();

    assertThat(thread.isAlive()).isTrue();
    pipe.room.countDown();
    thread.join(30_000);
    assertThat(pipe.ids()).containsExactly(1L, 2L);
    assertThat(pipe.isClosed).isTrue();
  }

  @Test
  void theThreadGoesOnBehindWhatOthersWrote() throws Exception {
    Thread thread = new Thread(writer);
    thread.start();
    for (long id = 1; id <= 1000; id++) {
      writer.add(List.of(frame(id, 16)), id % 3 > 0);
    }
    writer.end();

    thread.join(30_000);
    assertThat(pipe.ids()).hasSize(1000).isSorted();
    assertThat(kills).isEmpty();
  }

  @Test
  void aWorkerThatCannotBeToldIsKilled() {
    pipe.isBroken = true;

    writer.add(List.of(frame(1, 16)), true);

    assertThat(kills).hasSize(1);
  }

  private void runToTheEnd() {
    writer.end();
    writer.run();
  }

  private static Frame frame(long id, int length) {
    return new Frame(FrameType.FORGET, id, new byte[length]);
  }

  /** Full until it is given room. */
  private static final class Pipe extends OutputStream {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    final CountDownLatch writing = new CountDownLatch(1);
    final CountDownLatch room = new CountDownLatch(1);
    volatile boolean isFull;
    volatile boolean isBroken;
    volatile boolean isClosed;

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] from, int at, int length) throws IOException {
      writing.countDown();
      if (isBroken) {
        throw new IOException("broken pipe");
      }
      awaitRoom();
      synchronized (bytes) {
        bytes.write(from, at, length);
      }
    }

    @Override
    public void close() {
      isClosed = true;
    }

    private void awaitRoom() throws IOException {
      try {
        if (isFull && !room.await(30, TimeUnit.SECONDS)) {
          throw new IOException("no room came");
        }
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    List<Long> ids() throws IOException {
      synchronized (bytes) {
        FrameReader reader =
            new FrameReader(new ByteArrayInputStream(bytes.toByteArray()), Frame.MAX_LENGTH);
        List<Long> ids = new ArrayList<>();
        for (Frame frame = reader.read(); frame != null; frame = reader.read()) {
          ids.add(frame.id());
        }
        return ids;
      }
    }
  }
}
