package io.procpool.internal.threads;

import io.procpool.CallInterruptedException;
import io.procpool.PoolClosedException;
import io.procpool.PoolListener;
import io.procpool.PoolStats;
import io.procpool.ProcpoolException;
import io.procpool.TaskOptions;
import io.procpool.TravelReport.Part;
import io.procpool.internal.engine.ChunkSource;
import io.procpool.internal.engine.Engine;
import io.procpool.internal.engine.OutcomeSink;
import io.procpool.internal.engine.PoolName;
import io.procpool.internal.engine.PoolThreads;
import io.procpool.internal.engine.SingleItem;
import io.procpool.internal.engine.Terms;
import io.procpool.internal.observing.Announcer;
import io.procpool.task.TaskCallable;
import io.procpool.task.TaskFunction;
import io.procpool.task.TaskRunnable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** Threads of this JVM as an {@link Engine}. */
public final class ThreadEngine implements Engine {

  private static final long IDLE_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** How long the pool's end waits for its listener. */
  private static final Duration TELLING = Duration.ofSeconds(5);

  private final ThreadSettings settings;
  private final String name = PoolName.next();
  private final Clock clock = new Clock(new PoolThreads(name + "-clock-"));
  private final Crew crew;
  private final ExecutorService completions;

  /** {@code null} if nobody listens. */
  private final Announcer announcer;

  /** One thread for each job whose input is pulled, which may wait in the caller's iterator. */
  private final ExecutorService feeders;

  /** Volatile, for a caller should be refused on its own line, whatever the crew is at. */
  private volatile boolean isClosed;

  /** Volatile: set by whoever resizes the pool, asked by callers on any thread. */
  private volatile int threads;

  /**
   * @throws UnsupportedOperationException if virtual threads are asked for, and there are none
   */
  public ThreadEngine(ThreadSettings settings) {
    this.settings = settings;
    this.threads = settings.threads();
    this.completions = Executors.newCachedThreadPool(new PoolThreads(name + "-completion-"));
    PoolListener listener = settings.listener();
    this.announcer = listener == null ? null : new Announcer(listener, completions);
    this.crew = crew(name + "-thread-");
    this.feeders = Executors.newCachedThreadPool(new PoolThreads(name + "-feeder-"));
  }

  /**
   * A virtual thread costs less to start than to keep; and until Java 24 one that waits for a
   * monitor keeps a processor's thread.
   */
  private Crew crew(String prefix) {
    boolean areVirtual = settings.areVirtual();
    return new Crew(
        name,
        settings.threads(),
        new Duties(name, settings, clock),
        areVirtual ? 0 : IDLE_NANOS,
        areVirtual ? new VirtualThreads(prefix) : new PoolThreads(prefix),
        clock,
        announcer);
  }

  @Override
  public int parallelism() {
    return threads;
  }

  /**
   * Runs more or fewer tasks at a time from now on.
   *
   * @throws IllegalArgumentException if that is less than 1
   */
  public void resize(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("threads must be 1 or more, was " + number);
    }
    requireOpen();
    threads = number;
    crew.resize(number);
  }

  @Override
  public void warmUp(TaskRunnable task) {
    requireOpen();
    WarmUp warmUp = new WarmUp(task);
    crew.warmUp(warmUp);
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

  @Override
  public <T, R> RunningJob run(
      TaskFunction<? super T, ? extends R> function,
      TaskOptions options,
      ChunkSource<T> source,
      OutcomeSink<R> sink) {
    Objects.requireNonNull(function, "function");
    ThreadJob<T, R> job =
        start(Work.<T, R>of(function::apply, false, terms(options)), source, sink);
    try {
      feeders.execute(new Feeder<>(job, source));
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      job.cancel(true);
      requireOpen(); // it may have been closed meanwhile
      throw new ProcpoolException(name + " cannot start a thread for the input: " + e, e);
    }
    return job;
  }

  @Override
  public <R> RunningJob call(
      TaskCallable<? extends R> task, TaskOptions options, OutcomeSink<R> sink) {
    Objects.requireNonNull(task, "task");
    Work<TaskCallable<? extends R>, R> work = Work.of(TaskCallable::call, true, terms(options));
    ThreadJob<TaskCallable<? extends R>, R> job = start(work, new SingleItem<>(task), sink);
    job.add(task);
    job.onInputEnd();
    return job;
  }

  private <T, R> ThreadJob<T, R> start(
      Work<T, R> work, ChunkSource<T> source, OutcomeSink<R> sink) {
    requireOpen();
    ThreadJob<T, R> job = new ThreadJob<>(work, source, sink, crew, clock, settings.grace());
    job.start();
    return job;
  }

  private Terms terms(TaskOptions options) {
    return Terms.of(Objects.requireNonNull(options, "options").orElse(settings.tasks()));
  }

  /** Nothing is encoded. */
  @Override
  public List<Part> weigh(String what, Object thing, Object function) {
    requireOpen();
    String type = thing == null ? "null" : thing.getClass().getTypeName();
    return List.of(new Part(what, type, 0, null));
  }

  @Override
  public PoolStats stats() {
    return crew.stats();
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
  public String describe() {
    return name + ": " + threads + (settings.areVirtual() ? " virtual" : "") + " threads";
  }

  @Override
  public boolean isClosed() {
    return isClosed;
  }

  @Override
  public CompletableFuture<Void> closed() {
    return crew.closed();
  }

  @Override
  public void close() {
    isClosed = true;
    crew.close().forEach(ThreadJob::endOnClose);
    try {
      crew.closed().get();
      if (announcer != null) {
        announcer.awaitTold(TELLING);
      }
      feeders.shutdownNow(); // one that still waits has a reader that nobody is any more
      completions.shutdown();
      clock.stop();
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
    crew.terminate(new PoolClosedException(name + " was terminated before this was done."));
    crew.closed().join(); // for no longer than the grace: then what runs is abandoned
    feeders.shutdownNow();
    completions.shutdownNow();
    clock.stop();
  }

  private void requireOpen() {
    if (isClosed) {
      throw new PoolClosedException(name + " is closed; it takes no more work.");
    }
  }
}
