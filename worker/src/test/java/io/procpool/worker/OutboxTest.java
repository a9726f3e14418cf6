package io.procpool.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.procpool.codec.CodecException;
import io.procpool.codec.ValueCodec;
import io.procpool.protocol.DonePayload;
import io.procpool.protocol.Frame;
import io.procpool.protocol.FrameReader;
import io.procpool.protocol.FrameType;
import io.procpool.protocol.FrameWriter;
import io.procpool.protocol.OutcomeKind;
import io.procpool.protocol.PayloadReader;
import io.procpool.protocol.StatusPage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OutboxTest {

  private static final int CHUNKS = 200;
  private static final int TASKS = 5_000;

  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final Outbox outbox = new Outbox(new FrameWriter(sent), StatusPage.none(), new Annexes());
  private final ValueCodec codec = new ValueCodec(getClass().getClassLoader());

  @Test
  void outcomesStayInOrderWhileOtherThreadsSend() throws Exception {
    AtomicBoolean isOver = new AtomicBoolean();
    Thread other = new Thread(() -> sendUntil(isOver));
    other.start();

    for (int chunk = 1; chunk <= CHUNKS; chunk++) {
      runChunk(chunk);
    }
    outbox.flush();
    isOver.set(true);
    other.join();

    List<Long> values = valuesSent();
    assertThat(values).hasSize(CHUNKS * TASKS);
    for (int i = 0; i < values.size(); i++) {
      assertThat(values.get(i)).isEqualTo(i % TASKS);
    }
  }

  /** Each outcome waits behind a task that does not end: only the ticker can send it. */
  @Test
  void theTickerGoesOnThoughAUserInterruptsIt(@TempDir Path folder) throws Exception {
    BlockingQueue<Integer> writes = new LinkedBlockingQueue<>();
    Outbox ticking = new Outbox(new FrameWriter(telling(writes)), page(folder), new Annexes());
    ticking.startTicker();
    Outcome outcome = new Outcome();
    ticking.beginChunk(1, false);

    for (int task = 0; task < 20; task++) {
      interruptTickers();
      outcome.begin();
      outcome.becomeSmall((long) task);
      ticking.add(outcome);
      ticking.beforeTask();
      assertThat(writes.poll(30, TimeUnit.SECONDS)).as("outcome %d is sent", task).isNotNull();
    }
  }

  private static OutputStream telling(BlockingQueue<Integer> writes) {
    return new OutputStream() {
      @Override
      public void write(int value) {
        throw new AssertionError("written byte by byte");
      }

      @Override
      public void write(byte[] bytes, int from, int length) {
        writes.add(length);
      }
    };
  }

  /** One that keeps outcomes, so that they need not be sent at once. */
  private static StatusPage page(Path folder) throws IOException {
    Path file = Files.write(folder.resolve("page"), StatusPage.fileWith(new byte[0]));
    StatusPage page = StatusPage.open(file.toString(), Runnable::run);
    for (int task = 0; !page.isMapped(); task++) {
      page.start(1, task, 0);
    }
    return page;
  }

  private static void interruptTickers() {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("procpool-ticker")) {
        thread.interrupt();
      }
    }
  }

  @Test
  void whatIsLongComesBehindWhatIsShort() throws Exception {
    Outcome outcome = new Outcome();
    outbox.beginChunk(1, true);
    addNumber(outcome, 1);
    addEncoded(outcome, "x".repeat(40_000), OutcomeKind.VALUE);
    addNumber(outcome, 3);
    addEncoded(outcome, "y".repeat(40_000), OutcomeKind.THROWN);
    addEncoded(outcome, "short", OutcomeKind.VALUE);
    outbox.endChunk();
    outbox.flush();

    assertThat(framesSent())
        .extracting(DonePayload.Header::of)
        .extracting(DonePayload.Header::firstTask, DonePayload.Header::count)
        .containsExactly(tuple(0, 1), tuple(1, 1), tuple(2, 1), tuple(3, 1), tuple(4, 1));
  }

  private void runChunk(long id) {
    Outcome outcome = new Outcome();
    outbox.beginChunk(id, false);
    for (long task = 0; task < TASKS; task++) {
      outbox.beforeTask();
      addNumber(outcome, task);
    }
    outbox.endChunk();
  }

  private void addNumber(Outcome outcome, long number) {
    outcome.begin();
    outcome.becomeSmall(number);
    outbox.add(outcome);
  }

  private void addEncoded(Outcome outcome, Object value, OutcomeKind kind) throws CodecException {
    outcome.begin();
    codec.encode(value, outcome.encoded);
    outcome.become(kind, null);
    outbox.add(outcome);
  }

  private void sendUntil(AtomicBoolean isOver) {
    while (!isOver.get()) {
      outbox.send(Frame.of(FrameType.RECALLED, 0));
    }
  }

  private List<Frame> framesSent() throws IOException {
    FrameReader reader =
        new FrameReader(new ByteArrayInputStream(sent.toByteArray()), Frame.MAX_LENGTH);
    List<Frame> frames = new ArrayList<>();
    for (Frame frame = reader.read(); frame != null; frame = reader.read()) {
      if (frame.type() == FrameType.DONE) {
        frames.add(frame);
      }
    }
    return frames;
  }

  private List<Long> valuesSent() throws IOException, CodecException {
    List<Long> values = new ArrayList<>();
    for (Frame frame : framesSent()) {
      DonePayload.Header header = DonePayload.Header.of(frame);
      assertThat(header.firstTask()).isEqualTo(values.size() % TASKS);
      PayloadReader outcomes = new PayloadReader(frame.payload(), 0, frame.length());
      outcomes.skip(DonePayload.HEADER_LENGTH);
      for (int i = 0; i < header.count(); i++) {
        assertThat(OutcomeKind.of(outcomes.readByte())).isEqualTo(OutcomeKind.VALUE);
        values.add((Long) codec.decode(outcomes.slice(outcomes.readLength())));
      }
      assertThat(outcomes.remaining()).isZero();
    }
    return values;
  }
}
