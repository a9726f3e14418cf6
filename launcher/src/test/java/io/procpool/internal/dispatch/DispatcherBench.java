package io.procpool.internal.dispatch;

import io.procpool.ProcpoolException;
import io.procpool.TaskOptions;
import io.procpool.codec.CodecRules;
import io.procpool.internal.engine.ChunkSource;
import io.procpool.internal.engine.OutcomeSink;
import io.procpool.internal.engine.Outcomes;
import io.procpool.internal.engine.Terms;
import io.procpool.internal.workers.ProcessPrefix;
import io.procpool.internal.workers.Surroundings;
import io.procpool.internal.workers.WorkerExit;
import io.procpool.internal.workers.WorkerLauncher;
import io.procpool.internal.workers.WorkerLink;
import io.procpool.internal.workers.WorkerListener;
import io.procpool.internal.workers.WorkerSettings;
import io.procpool.protocol.AnnexFolder;
import io.procpool.protocol.DonePayload;
import io.procpool.protocol.Frame;
import io.procpool.protocol.FrameType;
import io.procpool.protocol.Greeting;
import io.procpool.protocol.LoaderNumber;
import io.procpool.protocol.OutcomeKind;
import io.procpool.protocol.PayloadWriter;
import io.procpool.protocol.RunPayload;
import io.procpool.protocol.StatusPage.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The dispatcher's books: what a chunk costs from being handed in to being told, with two workers
 * that are no processes and answer at once. No frame is written and no value decoded.
 *
 * <pre>
 *   this thread   job, chunks --> post ----------+           answers --> onFrames --> told
 *   pool thread                                  +--> send --> (a queue) --^
 * </pre>
 *
 * <p>Each call of {@code send} costs the dispatcher nothing here, and what it hands to the two
 * workers this thread takes from a queue. Among the tests, for nobody else sees the dispatcher:
 *
 * <pre>{@code
 * java -cp launcher/target/test-classes:bench/target/jmh.jar org.openjdk.jmh.Main DispatcherBench
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class DispatcherBench {

  private static final int CHUNKS = 1000;
  private static final int WORKERS = 2;
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final byte NULL = 3; // as the codec writes it

  /** Tasks in each chunk. */
  @Param({"1", "256"})
  public int tasks;

  private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();
  private final AnsweringWorkers workers = new AnsweringWorkers();
  private Dispatcher dispatcher;
  private EncodedFunction function;
  private byte[] payload;
  private byte[] outcomes;

  @Setup
  public void start() throws Exception {
    PoolSettings.Classes none = new PoolSettings.Classes(true, null, CodecRules.NONE);
    Sizes sizes = new Sizes(Frame.MAX_VALUE_LENGTH, AnnexFolder.none(), Runnable::run);
    ClassFiles files = new ClassFiles(null);
    JobLoaders loaders = new JobLoaders(none, files, List.of());
    ClassSource classes = new ClassSource(loaders, files, Runnable::run);
    dispatcher = new Dispatcher("bench", settings(none), workers, null, null, classes, sizes, null);
    JobLoader loader =
        new JobLoader(LoaderNumber.SYSTEM, getClass().getClassLoader(), CodecRules.NONE);
    Frame frame = Frame.of(FrameType.FUNCTION, 1);
    function = new EncodedFunction(1, frame, false, null, loader, sizes);
    payload = items();
    outcomes = values();
    dispatcher.start();
    dispatcher.firstReady().get();
  }

  @TearDown
  public void stop() throws Exception {
    dispatcher.post(dispatcher::onTerminate);
    dispatcher.closed().get();
  }

  /** A job of many chunks, as from {@code map}: they come faster than they are done. */
  @Benchmark
  @OperationsPerInvocation(CHUNKS)
  public long chunks() {
    Told told = new Told();
    Job job = Job.of(function, Terms.of(TaskOptions.DEFAULT), new NoInput(), told, WORKERS);
    dispatcher.post(() -> dispatcher.onJob(job));
    for (int i = 0; i < CHUNKS; i++) {
      Chunk chunk = new Chunk(job, (long) i * tasks, payload, tasks);
      dispatcher.post(() -> dispatcher.onChunk(chunk));
    }
    dispatcher.post(() -> dispatcher.onInputEnd(job));
    answerUntilEndOf(told);
    return told.batches;
  }

  /** A job of one chunk, as from {@code apply}: the pool thread is woken for each. */
  @Benchmark
  public long call() {
    Told told = new Told();
    Job job = Job.of(function, Terms.of(TaskOptions.DEFAULT), new NoInput(), told, WORKERS);
    Chunk chunk = new Chunk(job, 0, payload, tasks);
    dispatcher.post(() -> dispatcher.onCall(job, chunk));
    answerUntilEndOf(told);
    return told.batches;
  }

  private void answerUntilEndOf(Told told) {
    while (!told.hasEnded) {
      Sent next = sent.poll();
      if (next == null) {
        Thread.onSpinWait();
      } else {
        Frame done = new Frame(FrameType.DONE, next.run.id(), outcomes);
        next.listener.onFrames(next.worker, List.of(done));
      }
    }
  }

  private byte[] items() {
    PayloadWriter items = new PayloadWriter(1024);
    for (int task = 0; task < tasks; task++) {
      items.writeLength(1);
      items.write(NULL);
    }
    return RunPayload.of(1, 0, tasks, items.bytes(), 0, items.size());
  }

  private byte[] values() {
    PayloadWriter values = new PayloadWriter(1024);
    DonePayload.begin(values, 0);
    for (int task = 0; task < tasks; task++) {
      values.write(OutcomeKind.VALUE.code());
      values.writeLength(1);
      values.write(NULL);
    }
    DonePayload.finish(values, tasks, 0, tasks);
    return values.toByteArray();
  }

  private static PoolSettings settings(PoolSettings.Classes classes) {
    WorkerSettings unused =
        new WorkerSettings(
            Path.of("java"),
            List.of(),
            Surroundings.NONE,
            List.of(),
            new WorkerSettings.Output(System.out, System.err, false),
            false,
            ProcessPrefix.NONE,
            WorkerSettings.NOBODY,
            WorkerSettings.MOST,
            OptionalInt.empty());
    Duration never = TaskOptions.NO_LIMIT;
    return new PoolSettings(
        WORKERS,
        0,
        new PoolSettings.Lifetime(Integer.MAX_VALUE, never, Long.MAX_VALUE, never),
        new PoolSettings.Limits(LONG, LONG, LONG, LONG),
        TaskOptions.DEFAULT,
        null,
        null,
        null,
        null,
        classes,
        unused);
  }

  /** A RUN frame that waits for its answer. */
  private record Sent(WorkerLink worker, WorkerListener listener, Frame run) {}

  /** Counts what it is told. */
  private static final class Told implements OutcomeSink<Object> {

    private long batches;

    /** Volatile: the pool thread may tell it, which is not the one that waits. */
    private volatile boolean hasEnded;

    @Override
    public void onOutcomes(Outcomes<Object> outcomes) {
      batches++;
    }

    @Override
    public void onEnd() {
      hasEnded = true;
    }

    @Override
    public void onLost(ProcpoolException cause) {
      throw cause;
    }
  }

  /** The chunks are posted here. */
  private static final class NoInput implements ChunkSource<Object> {

    @Override
    public void fill(ChunkBuilder<Object> chunk) {
      throw new IllegalStateException("no feeder asks");
    }

    @Override
    public void cancel() {
      // there is nothing to stop
    }

    @Override
    public boolean endsOnClose() {
      return true;
    }
  }

  /** They greet as soon as they are started, and pass on what they are to run. */
  private final class AnsweringWorkers implements WorkerLauncher {

    @Override
    public WorkerLink start(String name, int slot, WorkerListener listener) {
      WorkerLink worker = new AnsweringWorker(name, listener);
      Greeting greeting = new Greeting("17", slot, 1 << 30, 1, System.nanoTime());
      dispatcher.post(() -> listener.onGreeting(worker, greeting));
      return worker;
    }

    @Override
    public void close() {
      sent.clear();
    }

    @Override
    public void resize(int number) {
      throw new IllegalStateException("nobody resizes it");
    }
  }

  private final class AnsweringWorker implements WorkerLink {

    private final String name;
    private final WorkerListener listener;

    AnsweringWorker(String name, WorkerListener listener) {
      this.name = name;
      this.listener = listener;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void rename(String newName) {
      throw new IllegalStateException("it is no spare");
    }

    @Override
    public void send(List<Frame> frames, boolean isLinkEmpty) {
      for (Frame frame : frames) {
        if (frame.type() == FrameType.RUN) {
          sent.add(new Sent(this, listener, frame));
        }
      }
    }

    @Override
    public void endInput() {
      kill();
    }

    @Override
    public Optional<Status> status() {
      return Optional.empty();
    }

    @Override
    public AnnexFolder annexes() {
      return AnnexFolder.none();
    }

    @Override
    public void discardAnnexes() {
      // it has none
    }

    @Override
    public long residentBytes() {
      return 0;
    }

    @Override
    public void kill() {
      listener.onExit(
          this, new WorkerExit(137, null, Optional.empty(), List.of(), false, null, ""));
    }
  }
}
