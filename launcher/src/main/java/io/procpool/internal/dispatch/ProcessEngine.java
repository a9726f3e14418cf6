package io.procpool.internal.dispatch;

import io.procpool.CallInterruptedException;
import io.procpool.PoolClosedException;
import io.procpool.PoolListener;
import io.procpool.PoolStats;
import io.procpool.ProcpoolException;
import io.procpool.SerializationException;
import io.procpool.TaskOptions;
import io.procpool.TravelReport;
import io.procpool.WorkerStartException;
import io.procpool.codec.CodecException;
import io.procpool.codec.CodecRules;
import io.procpool.codec.ValueCodec;
import io.procpool.internal.engine.ChunkSource;
import io.procpool.internal.engine.Engine;
import io.procpool.internal.engine.OutcomeSink;
import io.procpool.internal.engine.PoolName;
import io.procpool.internal.engine.PoolThreads;
import io.procpool.internal.engine.SingleItem;
import io.procpool.internal.engine.Terms;
import io.procpool.internal.jfr.Recorder;
import io.procpool.internal.observing.Announcer;
import io.procpool.internal.workers.Depth;
import io.procpool.internal.workers.ProcessLauncher;
import io.procpool.protocol.Annex;
import io.procpool.protocol.AnnexWriter;
import io.procpool.protocol.Frame;
import io.procpool.protocol.FrameType;
import io.procpool.protocol.FunctionPayload;
import io.procpool.protocol.Greeting;
import io.procpool.protocol.PayloadWriter;
import io.procpool.protocol.RunPayload;
import io.procpool.task.TaskCallable;
import io.procpool.task.TaskFunction;
import io.procpool.task.TaskRunnable;
import java.io.PrintStream;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Worker processes as an {@link Engine}: what happens on the callers' threads, before the
 * dispatcher and behind it.
 */
public final class ProcessEngine implements Engine {

  private final PoolSettings settings;
  private final String name;
  private final Dispatcher dispatcher;
  private final ExecutorService completions;

  /**
   * One thread for each job whose input is being pulled, which may wait in the caller's iterator.
   */
  private final ExecutorService feeders;

  private final JobLoaders loaders;
  private final Sizes sizes;

  /** {@code null} as long as nobody has the pool. */
  private Forgotten forgotten;

  /** {@code null} if there is none. */
  private final ExitHook exitHook;

  /** {@code null} if nobody listens. */
  private final Announcer announcer;

  /** Atomic, for callers on any thread take numbers from it. */
  private final AtomicLong functions = new AtomicLong(RunPayload.CALL_THE_ITEM);

  /** Volatile, for a caller should be refused on its own line and not by an event later. */
  private volatile boolean isClosed;

  /** Volatile: set by whoever resizes the pool, asked by callers on any thread. */
  private volatile int processes;

  private ProcessEngine(PoolSettings settings, String name, ProcessLauncher launcher) {
    this.settings = settings;
    this.name = name;
    this.processes = settings.processes();
    this.completions = Executors.newCachedThreadPool(new PoolThreads(name + "-completion-"));
    this.feeders = Executors.newCachedThreadPool(new PoolThreads(name + "-feeder-"));
    ClassFiles files = new ClassFiles(settings.classes().bytes());
    this.loaders = new JobLoaders(settings.classes(), files, settings.workers().classPath());
    this.sizes = new Sizes(settings.workers().maxItemSize(), launcher.annexes(), completions);
    Initializer initializer = initializer(settings);
    this.exitHook = exitHook(settings);
    ClassSource classes = new ClassSource(loaders, files, completions);
    PoolListener listener = settings.listener();
    this.announcer = listener == null ? null : new Announcer(listener, completions);
    Dispatcher pool =
        new Dispatcher(name, settings, launcher, initializer, exitHook, classes, sizes, announcer);
    loaders.tellUnused(number -> pool.post(() -> pool.onLoaderUnused(number)));
    this.dispatcher = pool;
  }

  /**
   * Starts workers, and returns when the first is ready.
   *
   * @throws io.procpool.WorkerStartException if they cannot be started
   * @throws ProcpoolException if this JVM is itself a worker, too deep for another pool
   */
  public static ProcessEngine start(PoolSettings settings) {
    Depth.check(settings.workers().maxDepth());
    ProcessEngine engine = engine(settings);
    Recorder.isOn(); // loads its class while the first worker starts
    try {
      engine.dispatcher.firstReady().get();
      engine.mayBeForgotten();
      engine.sweep();
      return engine;
    } catch (ExecutionException e) {
      engine.terminate();
      throw (ProcpoolException) e.getCause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      engine.terminate();
      throw new CallInterruptedException(e);
    }
  }

  /**
   * With its thread. The first workers start before anything else is loaded: that takes as long.
   */
  private static ProcessEngine engine(PoolSettings settings) {
    String name = PoolName.next();
    ProcessLauncher launcher =
        new ProcessLauncher(settings.workers(), settings.processes(), settings.spares());
    launcher.startAhead(name, settings.processes());
    try {
      ProcessEngine engine = new ProcessEngine(settings, name, launcher);
      engine.dispatcher.start();
      return engine;
    } catch (OutOfMemoryError e) { // there are no more threads
      launcher.close();
      throw new WorkerStartException(name + " cannot start its thread: " + e, e);
    } catch (RuntimeException | Error e) {
      launcher.close();
      throw e;
    }
  }

  @Override
  public int parallelism() {
    return processes;
  }

  /**
   * Has more or fewer workers from now on. Those that are too many finish the tasks they run.
   *
   * @throws IllegalArgumentException if that is less than 1
   */
  public void resize(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("processes must be 1 or more, was " + number);
    }
    requireOpen();
    processes = number;
    dispatcher.post(() -> dispatcher.onResize(number));
  }

  @Override
  public String describe() {
    Greeting worker = dispatcher.firstReady().getNow(null);
    return "%s: %d workers, each with %d MiB of heap and %d processor%s"
        .formatted(
            name,
            processes,
            worker.maxHeap() >> 20,
            worker.processors(),
            worker.processors() == 1 ? "" : "s");
  }

  /** Taken on the pool thread; behind the pool's end, on this one. */
  @Override
  public PoolStats stats() {
    CompletableFuture<PoolStats> taken = new CompletableFuture<>();
    dispatcher.post(() -> taken.complete(dispatcher.stats()));
    return taken.join(); // soon: that thread never blocks
  }

  @Override
  public TaskOptions defaults() {
    return settings.tasks();
  }

  @Override
  public Executor completions() {
    return completions;
  }

  @Override
  public <T, R> RunningJob run(
      TaskFunction<? super T, ? extends R> function,
      TaskOptions options,
      ChunkSource<T> source,
      OutcomeSink<R> sink) {
    Objects.requireNonNull(function, "function");
    requireOpen();
    JobLoader loader = loaders.of(function);
    Terms terms = terms(options);
    EncodedFunction encoded = encodeFunction(function, loader, terms);
    Job job = Job.of(encoded, terms, source, sink, processes);
    dispatcher.post(() -> dispatcher.onJob(job));
    try {
      feeders.execute(new Feeder<>(job, source, dispatcher));
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      dispatcher.post(() -> dispatcher.onCancel(job, true));
      requireOpen(); // it may have been closed meanwhile
      throw new ProcpoolException(name + " cannot start a thread for the input: " + e, e);
    }
    return new Running(job);
  }

  @Override
  public <R> RunningJob call(
      TaskCallable<? extends R> task, TaskOptions options, OutcomeSink<R> sink) {
    Objects.requireNonNull(task, "task");
    requireOpen();
    JobLoader loader = loaders.of(task);
    Terms terms = terms(options);
    Job job = Job.of(ofCall(loader, terms), terms, new SingleItem<>(task), sink, processes);
    Chunk chunk = encodeCall(task, job);
    dispatcher.post(() -> dispatcher.onCall(job, chunk));
    return new Running(job);
  }

  @Override
  public List<TravelReport.Part> weigh(String what, Object thing, Object function) {
    requireOpen();
    JobLoader loader = loaders.of(function);
    ValueCodec codec = loader.takeCodec();
    try {
      return new Scales(codec, sizes).weigh(what, thing);
    } finally {
      loader.giveBack(codec);
    }
  }

  @Override
  public void warmUp(TaskRunnable task) {
    requireOpen();
    WarmUp warmUp = new WarmUp(task == null ? null : encodeWarmUp(task));
    dispatcher.post(() -> dispatcher.onWarmUp(warmUp));
    try {
      warmUp.done().get();
    } catch (ExecutionException e) {
      throw (ProcpoolException) e.getCause();
    } catch (InterruptedException e) {
      warmUp.done().cancel(false);
      Thread.currentThread().interrupt();
      throw new CallInterruptedException(e);
    }
  }

  private Initializer encodeWarmUp(TaskRunnable task) {
    JobLoader loader = loaders.of(task);
    ValueCodec codec = loader.takeCodec();
    try {
      byte[] bytes = encode(task.givingNothing(), codec, "The task");
      return new Initializer(bytes, loader, completions);
    } finally {
      loader.giveBack(codec);
    }
  }

  @Override
  public boolean isClosed() {
    return isClosed;
  }

  @Override
  public CompletableFuture<Void> closed() {
    return dispatcher.closed();
  }

  @Override
  public void close() {
    isClosed = true;
    isRemembered();
    dispatcher.post(dispatcher::onClose);
    try {
      dispatcher.closed().get();
      if (exitHook != null) {
        exitHook.awaitReceived();
      }
      if (announcer != null) {
        announcer.awaitTold(settings.limits().stop());
      }
      feeders.shutdownNow(); // one that still waits has a reader that nobody is any more
      completions.shutdown();
      loaders.close();
    } catch (InterruptedException e) {
      terminate();
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e); // it is never completed so
    }
  }

  @Override
  public void terminate() {
    isClosed = true;
    isRemembered();
    dispatcher.post(dispatcher::onTerminate);
    dispatcher.closed().join(); // not for long: the workers are killed
    feeders.shutdownNow();
    completions.shutdownNow();
    loaders.close();
  }

  private void mayBeForgotten() {
    PrintStream err = settings.workers().output().err();
    try {
      forgotten = Forgotten.watch(this, name, err, closing(dispatcher, feeders, completions));
    } catch (OutOfMemoryError e) {
      return; // there are no more threads: then nobody will know if it is forgotten
    }
  }

  private void isRemembered() {
    if (forgotten != null) {
      forgotten.isRemembered();
    }
  }

  /** Behind the start, for it is nobody's hurry. */
  private void sweep() {
    try {
      completions.execute(ProcessLauncher::sweep);
    } catch (OutOfMemoryError e) {
      return; // there are no more threads: another pool will do it
    }
  }

  /** What closes a pool that nobody holds any more. */
  private static Runnable closing(
      Dispatcher dispatcher, ExecutorService feeders, ExecutorService completions) {
    return () -> {
      dispatcher.post(dispatcher::onClose);
      dispatcher
          .closed()
          .thenRun(
              () -> {
                feeders.shutdownNow();
                completions.shutdown();
              });
    };
  }

  private Terms terms(TaskOptions options) {
    return Terms.of(Objects.requireNonNull(options, "options").orElse(settings.tasks()));
  }

  /** Encoded on the thread that builds the pool, as functions are on their callers'. */
  private Initializer initializer(PoolSettings asked) {
    TaskCallable<?> task = asked.initializer();
    CodecRules rules = asked.classes().rules();
    if (task == null && rules.areNone()) {
      return null;
    }
    JobLoader loader = loaders.of(rules.kryo() == null ? task : rules.kryo());
    TaskCallable<?> first = rules.areNone() ? task : rules.setUp(task, loader.classes);
    ValueCodec codec = new ValueCodec(loader.classes); // the worker has no rules yet
    byte[] bytes = encode(first, codec, "The initializer");
    return new Initializer(bytes, loader, completions);
  }

  private ExitHook exitHook(PoolSettings asked) {
    TaskCallable<?> task = asked.exitHook();
    if (task == null) {
      return null;
    }
    JobLoader loader = loaders.of(task);
    ValueCodec codec = loader.takeCodec();
    try {
      byte[] bytes = encode(task, codec, "The exit hook");
      return new ExitHook(bytes, loader, completions, asked.exitReceiver());
    } finally {
      loader.giveBack(codec);
    }
  }

  private Chunk encodeCall(TaskCallable<?> task, Job job) {
    ValueCodec codec = job.takeCodec();
    try {
      Encoder encoder = new Encoder(codec, sizes);
      encoder.encode(task);
      return encoder.take(job, 0);
    } catch (CodecException e) {
      throw refused("The task", e);
    } finally {
      job.giveBack(codec);
    }
  }

  private EncodedFunction encodeFunction(
      TaskFunction<?, ?> function, JobLoader loader, Terms terms) {
    AnnexWriter annexes = sizes.annexWriter();
    PayloadWriter bytes = beginFunction(false, loader, terms);
    ValueCodec codec = loader.takeCodec();
    try {
      sizes.encode(function, codec, bytes, annexes);
    } catch (CodecException e) {
      throw refused("The function", e);
    } finally {
      loader.giveBack(codec);
    }
    return function(bytes, false, annexes.finish(), loader);
  }

  /** A call without a name needs one frame and not two: its seed goes with the task. */
  private EncodedFunction ofCall(JobLoader loader, Terms terms) {
    return terms.job().name() == null
        ? new EncodedFunction(RunPayload.callWith(loader.number), null, true, null, loader, sizes)
        : function(beginFunction(true, loader, terms), true, null, loader);
  }

  private static PayloadWriter beginFunction(boolean isCall, JobLoader loader, Terms terms) {
    PayloadWriter bytes = new PayloadWriter(256);
    boolean isTimed = terms.taskLimit() != null;
    FunctionPayload.begin(
        bytes, new FunctionPayload.Header(loader.number, isTimed, isCall, terms.job()));
    return bytes;
  }

  private EncodedFunction function(
      PayloadWriter bytes, boolean isCall, Annex annex, JobLoader loader) {
    long id = functions.incrementAndGet();
    Frame frame = new Frame(FrameType.FUNCTION, id, bytes.bytes(), bytes.size());
    return new EncodedFunction(id, frame, isCall, annex, loader, sizes);
  }

  /** What is sent to each worker once: without an annex, for nobody could say when it is read. */
  private byte[] encode(Object object, ValueCodec codec, String what) {
    PayloadWriter bytes = new PayloadWriter(256);
    try {
      sizes.encodeWhole(object, codec, bytes);
      return bytes.toByteArray();
    } catch (CodecException e) {
      throw refused(what, e);
    }
  }

  private static SerializationException refused(String what, CodecException e) {
    return new SerializationException(
        -1, null, what + " cannot be sent to a worker: " + e.getMessage() + ".", e);
  }

  private void requireOpen() {
    if (isClosed) {
      throw new PoolClosedException(name + " is closed; it takes no more work.");
    }
  }

  /** A job of this engine, which is not forgotten as long as somebody can ask for its results. */
  private final class Running implements RunningJob {

    private final Job job;

    Running(Job job) {
      this.job = job;
    }

    @Override
    public void cancel(boolean stopsRunning) {
      dispatcher.post(() -> dispatcher.onCancel(job, stopsRunning));
    }

    @Override
    public void drain() {
      dispatcher.post(() -> dispatcher.onDrain(job));
    }

    @Override
    public boolean hasStarted() {
      return job.hasStarted();
    }
  }
}
