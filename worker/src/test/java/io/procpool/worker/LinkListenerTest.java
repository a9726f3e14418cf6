package io.procpool.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.protocol.Frame;
import io.procpool.protocol.FrameReader;
import io.procpool.protocol.FrameType;
import io.procpool.protocol.FrameWriter;
import io.procpool.protocol.PayloadWriter;
import io.procpool.protocol.RecallPayload;
import io.procpool.protocol.RunPayload;
import io.procpool.protocol.StatusPage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The test's thread is the one that runs tasks. */
@Timeout(30)
class LinkListenerTest {

  private final Input link = new Input();
  private final Output answers = new Output();
  private final Inbox inbox = new Inbox();
  private final ReadingTurn turn = new ReadingTurn();
  private final LinkListener listener = listener();

  @Test
  void theTaskThreadReadsWhatItIsToRun() throws Exception {
    link.send(run(1, 1)); // there is no other thread

    listener.readForTasks();

    assertThat(inbox.poll().id()).isEqualTo(1);
  }

  @Test
  void whatComesTogetherIsReadTogether() throws Exception {
    link.send(run(1, 1), run(2, 1), RecallPayload.recall(2, true));

    listener.readForTasks();

    assertThat(inbox.poll().id()).isEqualTo(1);
    assertThat(inbox.poll().id()).isEqualTo(2);
    assertThat(answers.next()).isEqualTo(RecallPayload.recalled(2, 0).size());
  }

  @Test
  void whileATaskRunsRecallsAreAnswered() throws Exception {
    listener.start();
    for (long chunk = 1; chunk <= 100; chunk++) {
      runATask(chunk);

      link.send(RecallPayload.recall(chunk, true));

      assertThat(answers.next()).isEqualTo(RecallPayload.recalled(chunk, 1).size());
      inbox.endChunk();
    }
  }

  @Test
  void shortTasksOneAfterAnotherAreNotLost() throws Exception {
    listener.start();
    for (long chunk = 1; chunk <= 20_000; chunk++) {
      runATask(chunk);
      inbox.endChunk();
    }
  }

  private void runATask(long chunk) throws Exception {
    link.send(run(chunk, 2));
    listener.readForTasks();
    assertThat(inbox.take().id()).isEqualTo(chunk);
    inbox.startChunk().startNext();
  }

  private LinkListener listener() {
    Outbox outbox = new Outbox(new FrameWriter(answers), StatusPage.none(), new Annexes());
    ClassLink classes = new ClassLink(outbox, turn);
    return new LinkListener(
        new FrameReader(link, Frame.MAX_LENGTH), turn, inbox, outbox, classes, 0);
  }

  private static Frame run(long chunk, int tasks) {
    PayloadWriter items = new PayloadWriter(64);
    for (int task = 0; task < tasks; task++) {
      items.writeInt(0);
    }
    byte[] payload = RunPayload.of(1, 0, tasks, items.bytes(), 0, items.size());
    return new Frame(FrameType.RUN, chunk, payload);
  }

  /** What the pool sends. It never ends: that would be the end of this JVM. */
  private static final class Input extends InputStream {

    private final BlockingQueue<byte[]> sent = new LinkedBlockingQueue<>();

    void send(Frame... frames) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      FrameWriter writer = new FrameWriter(bytes);
      for (Frame frame : frames) {
        writer.write(frame);
      }
      writer.flush();
      sent.add(bytes.toByteArray());
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("nobody reads single bytes");
    }

    @Override
    public int read(byte[] to, int at, int length) throws IOException {
      try {
        byte[] bytes = sent.take();
        System.arraycopy(bytes, 0, to, at, bytes.length);
        return bytes.length;
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    @Override
    public int available() {
      return sent.isEmpty() ? 0 : 1;
    }
  }

  /** What the worker sends, by the lengths of what is written at once. */
  private static final class Output extends ByteArrayOutputStream {

    private final BlockingQueue<Long> lengths = new LinkedBlockingQueue<>();

    @Override
    public void write(byte[] from, int at, int length) {
      lengths.add((long) length);
    }

    long next() throws InterruptedException, TimeoutException {
      Long length = lengths.poll(30, TimeUnit.SECONDS);
      if (length == null) {
        throw new TimeoutException("nothing was answered");
      }
      return length;
    }
  }
}
