package io.procpool.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.internal.workers.WorkerExit;
import io.procpool.internal.workers.WorkerLauncher;
import io.procpool.internal.workers.WorkerLink;
import io.procpool.internal.workers.WorkerListener;
import io.procpool.protocol.AnnexFolder;
import io.procpool.protocol.DonePayload;
import io.procpool.protocol.Frame;
import io.procpool.protocol.FrameType;
import io.procpool.protocol.Greeting;
import io.procpool.protocol.OutcomeKind;
import io.procpool.protocol.PayloadReader;
import io.procpool.protocol.PayloadWriter;
import io.procpool.protocol.RecallPayload;
import io.procpool.protocol.StatusPage.Kept;
import io.procpool.protocol.StatusPage.Status;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Workers without processes: they do as the test tells them. */
final class ScriptedWorkers implements WorkerLauncher {

  private static final int RUN_HEADER_COUNT_AT = 16;

  int failingSlot = -2; // none, and no spare
  final BlockingQueue<Scripted> started = new LinkedBlockingQueue<>();

  @Override
  public WorkerLink start(String name, int slot, WorkerListener listener) throws IOException {
    if (slot == failingSlot) {
      throw new IOException("no slot " + slot);
    }
    Scripted worker = new Scripted(name, listener);
    started.add(worker);
    return worker;
  }

  @Override
  public void close() {
    assertThat(started).allMatch(worker -> worker != null);
  }

  @Override
  public void resize(int workers) {
    assertThat(workers).isPositive();
  }

  /** The next worker that the pool starts. */
  Scripted next() throws InterruptedException {
    Scripted worker = started.poll(30, TimeUnit.SECONDS);
    assertThat(worker).as("a worker that the pool starts").isNotNull();
    return worker;
  }

  /** One worker: what it was sent waits in its frames. */
  static final class Scripted implements WorkerLink {

    private volatile String name;
    private final WorkerListener listener;
    final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
    final BlockingQueue<Boolean> inputEnds = new LinkedBlockingQueue<>();

    /** What its status page says. */
    volatile Optional<Status> lastStarted = Optional.of(Status.NONE);

    volatile List<Kept> journal = List.of();
    volatile long residentBytes;
    volatile AnnexFolder annexes = AnnexFolder.none();

    final BlockingQueue<Boolean> kills = new LinkedBlockingQueue<>();

    Scripted(String name, WorkerListener listener) {
      this.name = name;
      this.listener = listener;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void rename(String newName) {
      name = newName;
    }

    @Override
    public void send(List<Frame> sent, boolean isLinkEmpty) {
      frames.addAll(sent);
    }

    @Override
    public void endInput() {
      inputEnds.add(true);
    }

    @Override
    public Optional<Status> status() {
      return lastStarted;
    }

    @Override
    public AnnexFolder annexes() {
      return annexes;
    }

    @Override
    public void discardAnnexes() {
      annexes.close();
    }

    @Override
    public long residentBytes() {
      return residentBytes;
    }

    /** It says so on its status page. */
    void start(Frame run, int task) {
      lastStarted = Optional.of(new Status(run.id(), task, System.nanoTime(), 0));
    }

    @Override
    public void kill() {
      kills.add(true);
      exit(137);
    }

    Scripted greet() {
      listener.onGreeting(this, new Greeting("17", 4711, 1 << 30, 1, System.nanoTime()));
      return this;
    }

    Frame next(FrameType expected) throws InterruptedException {
      Frame frame = frames.poll(30, TimeUnit.SECONDS);
      assertThat(frame).as("a frame for " + name).isNotNull();
      assertThat(frame.type()).isEqualTo(expected);
      return frame;
    }

    void answer(Frame run, int firstTask, int count) {
      tell(done(run, firstTask, count));
    }

    /** One outcome that carries nothing. */
    void answer(Frame run, int task, OutcomeKind kind) {
      PayloadWriter payload = new PayloadWriter(64);
      DonePayload.begin(payload, task);
      payload.write(kind.code());
      payload.writeLength(0);
      DonePayload.finish(payload, 1, kind.isValue() ? 0 : 1, 1);
      tell(new Frame(FrameType.DONE, run.id(), payload.toByteArray()));
    }

    void answerRecall(Frame recall, int kept) {
      tell(RecallPayload.recalled(recall.id(), kept));
    }

    void tell(Frame frame) {
      listener.onFrames(this, List.of(frame));
    }

    void exit(int exitCode) {
      listener.onExit(
          this, new WorkerExit(exitCode, null, lastStarted, journal, false, null, "its last line"));
    }
  }

  /** Outcomes of some tasks: each of them {@code null}, in a second. */
  static Frame done(Frame run, int firstTask, int count) {
    PayloadWriter payload = new PayloadWriter(64);
    DonePayload.begin(payload, firstTask);
    for (int task = 0; task < count; task++) {
      payload.write(OutcomeKind.VALUE.code());
      payload.writeLength(1);
      payload.write(3); // the codec's null
    }
    DonePayload.finish(payload, count, 0, count * 1_000_000_000L);
    return new Frame(FrameType.DONE, run.id(), payload.toByteArray());
  }

  /** How many tasks a RUN frame holds. */
  static int tasksOf(Frame run) {
    PayloadReader payload = new PayloadReader(run.payload(), 0, run.length());
    payload.skip(RUN_HEADER_COUNT_AT);
    return payload.readInt();
  }

  /** The index of a RUN frame's first task. */
  static long firstOf(Frame run) {
    PayloadReader payload = new PayloadReader(run.payload(), 0, run.length());
    payload.skip(Long.BYTES);
    return payload.readLong();
  }
}
