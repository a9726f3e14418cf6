package io.procpool.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.TaskOptions;
import io.procpool.codec.CodecRules;
import io.procpool.internal.dispatch.ScriptedWorkers.Scripted;
import io.procpool.internal.engine.ChunkSource;
import io.procpool.internal.engine.OutcomeSink;
import io.procpool.internal.engine.Terms;
import io.procpool.internal.observing.Announcer;
import io.procpool.internal.workers.ProcessPrefix;
import io.procpool.internal.workers.Surroundings;
import io.procpool.internal.workers.WorkerSettings;
import io.procpool.protocol.AnnexFolder;
import io.procpool.protocol.Frame;
import io.procpool.protocol.FrameType;
import io.procpool.protocol.LoaderNumber;
import io.procpool.protocol.PayloadWriter;
import io.procpool.protocol.RunPayload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/** A dispatcher over scripted workers, and what its tests do to it. */
abstract class DispatcherFixture {

  static final Duration GRACE = Duration.ofMillis(50);
  static final long LOADER = LoaderNumber.SYSTEM;

  final ScriptedWorkers workers = new ScriptedWorkers();
  long lastFunction;
  long maxResidentBytes = Long.MAX_VALUE;
  Duration idleTimeout = TaskOptions.NO_LIMIT;
  int spares;
  TaskOptions options = TaskOptions.DEFAULT;
  AnnexFolder annexes = AnnexFolder.none();
  Executor removals = Runnable::run;
  Announcer announcer;
  Dispatcher dispatcher;

  /** What would run on threads where classes are loaded. */
  final BlockingQueue<Runnable> classThreads = new LinkedBlockingQueue<>();

  @AfterEach
  void everyPoolComesToItsEnd() throws Exception {
    dispatcher.post(dispatcher::onTerminate);
    dispatcher.closed().get(30, TimeUnit.SECONDS);
  }

  void start(int processes, int maxTasksPerChild) {
    start(processes, maxTasksPerChild, Duration.ofSeconds(60));
  }

  void start(int processes, int maxTasksPerChild, Duration startTimeout) {
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
    PoolSettings settings =
        new PoolSettings(
            processes,
            spares,
            new PoolSettings.Lifetime(
                maxTasksPerChild, TaskOptions.NO_LIMIT, maxResidentBytes, idleTimeout),
            new PoolSettings.Limits(
                startTimeout, Duration.ofSeconds(60), GRACE, Duration.ofSeconds(60)),
            TaskOptions.DEFAULT,
            null,
            null,
            null,
            null,
            new PoolSettings.Classes(true, null, CodecRules.NONE),
            unused);
    ClassFiles files = new ClassFiles(null);
    JobLoaders loaders =
        new JobLoaders(new PoolSettings.Classes(true, null, CodecRules.NONE), files, List.of());
    ClassSource classes = new ClassSource(loaders, files, classThreads::add);
    dispatcher =
        new Dispatcher("test-pool", settings, workers, null, null, classes, sizes(), announcer);
    dispatcher.start();
  }

  /** A job with chunks of these numbers of tasks. */
  Job job(OutcomeSink<Object> sink, int... chunks) {
    Job job = untold(sink);
    long functionId = job.functionId;
    dispatcher.post(() -> dispatcher.onJob(job));
    long firstIndex = 0;
    for (int tasks : chunks) {
      Chunk chunk = new Chunk(job, firstIndex, payload(functionId, firstIndex, tasks), tasks);
      dispatcher.post(() -> dispatcher.onChunk(chunk));
      firstIndex += tasks;
    }
    return job;
  }

  /** A job that nobody has been told of. */
  Job untold(OutcomeSink<Object> sink) {
    long functionId = ++lastFunction;
    EncodedFunction function =
        new EncodedFunction(
            functionId,
            Frame.of(FrameType.FUNCTION, functionId),
            false,
            null,
            new JobLoader(LOADER, getClass().getClassLoader(), CodecRules.NONE),
            sizes());
    return Job.of(function, Terms.of(options), new NothingToPull(), sink, 1);
  }

  private Sizes sizes() {
    return new Sizes(Frame.MAX_VALUE_LENGTH, annexes, removals);
  }

  static Encoder encoder(Job job) {
    return new Encoder(job.takeCodec(), job.sizes);
  }

  void endInput(Job job) {
    dispatcher.post(() -> dispatcher.onInputEnd(job));
  }

  static byte[] payload(long functionId, long firstIndex, int tasks) {
    PayloadWriter items = new PayloadWriter(64);
    for (int task = 0; task < tasks; task++) {
      items.writeLength(1);
      items.write(3); // the codec's null
    }
    return RunPayload.of(functionId, firstIndex, tasks, items.bytes(), 0, items.size());
  }

  static Frame runOf(Scripted worker) throws InterruptedException {
    worker.next(FrameType.FUNCTION);
    return worker.next(FrameType.RUN);
  }

  /** What has been sent once every event posted so far has run. */
  Frame frameBehindAll(Scripted worker) throws Exception {
    allEventsHaveRun();
    return worker.frames.peek();
  }

  void eventuallyHas(RecordingSink sink, int outcomes) throws Exception {
    allEventsHaveRun();
    assertThat(sink.outcomes).hasSize(outcomes);
  }

  /** More markers than events are passed on together: what the first of them followed has been. */
  void allEventsHaveRun() throws Exception {
    for (int marker = 0; marker <= PoolThread.MOST_TOGETHER; marker++) {
      CompletableFuture<Void> ran = new CompletableFuture<>();
      dispatcher.post(() -> ran.complete(null));
      ran.get(30, TimeUnit.SECONDS);
    }
  }

  /** An input whose chunks the test posts itself. */
  private static final class NothingToPull implements ChunkSource<Object> {

    @Override
    public void fill(ChunkBuilder<Object> chunk) {
      throw new IllegalStateException("no feeder asks");
    }

    @Override
    public void cancel() {
      // nothing waits
    }

    @Override
    public boolean endsOnClose() {
      return false;
    }
  }
}
