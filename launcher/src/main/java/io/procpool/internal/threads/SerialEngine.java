package io.procpool.internal.threads;

import io.procpool.CallInterruptedException;
import io.procpool.PoolClosedException;
import io.procpool.PoolEvent.TasksEnded;
import io.procpool.PoolListener;
import io.procpool.PoolStats;
import io.procpool.PoolWorker;
import io.procpool.TaskOptions;
import io.procpool.TravelReport.Part;
import io.procpool.WorkerStartException;
import io.procpool.codec.CodecException;
import io.procpool.codec.CodecRules;
import io.procpool.context.WorkerContext;
import io.procpool.internal.engine.ChunkSource;
import io.procpool.internal.engine.Engine;
import io.procpool.internal.engine.OutcomeSink;
import io.procpool.internal.engine.PoolName;
import io.procpool.internal.engine.SingleItem;
import io.procpool.internal.engine.Terms;
import io.procpool.internal.jfr.Recorder;
import io.procpool.internal.observing.Announcer;
import io.procpool.task.TaskCallable;
import io.procpool.task.TaskFunction;
import io.procpool.task.TaskRunnable;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** The thread that waits for outcomes as an {@link Engine}: it runs a job's tasks step by step. */
public final class SerialEngine implements Engine {

  private final String name = PoolName.next();

  /** By which what would cross to a worker is encoded and decoded; {@code null} if it is not. */
  private final CodecRules rules;

  private final TaskOptions tasks;
  private final WorkerHooks hooks;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  /** An adder, for tasks run on all threads that call. */
  private final LongAdder running = new LongAdder();

  private final LongAdder done = new LongAdder(); // for the same reason
  private final LongAdder failed = new LongAdder(); // for the same reason

  /** Its worker's, which is whoever calls. */
  private final WorkerContext own = new WorkerContext(Thread.currentThread().getName(), 0);

  /** Atomic: any thread may close it, one of them ends its worker. */
  private final AtomicBoolean isClosed = new AtomicBoolean();

  /** Volatile: set by whoever terminates, asked by threads that run tasks. */
  private volatile boolean isTerminated;

  /** {@code null} if nobody listens. */
  private final Announcer announcer;

  /** Atomic, for jobs begin on all threads that call. */
  private final AtomicLong jobs = new AtomicLong();

  /**
   * Runs the initializer.
   *
   * @param rules by which what would cross to a worker is encoded and decoded; {@code null} to give
   *     functions, items and results as they are
   * @param listener is told of each task; or {@code null}
   * @throws WorkerStartException if that fails
   */
  public SerialEngine(
      CodecRules rules, TaskOptions tasks, WorkerHooks hooks, PoolListener listener) {
    this.rules = rules;
    this.tasks = tasks;
    this.hooks = isStrict() ? hooks.copied(new Copies(rules)) : hooks;
    this.announcer = listener == null ? null : new Announcer(listener, Runnable::run);
    try {
      this.hooks.begin(own);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallInterruptedException(e);
    } catch (Throwable e) {
      throw new WorkerStartException(name + " cannot be used, for its initializer failed: " + e, e);
    }
  }

  /** Of tasks that run on the thread that calls, for no worker had a place for them. */
  public static SerialEngine ofCallers(CodecRules rules) {
    return new SerialEngine(rules, TaskOptions.DEFAULT, WorkerHooks.NONE, null);
  }

  private boolean isStrict() {
    return rules != null;
  }

  /** For one of the tasks, whose threads may be several. */
  WorkerContext context() {
    return own.onThisThread();
  }

  @Override
  public int parallelism() {
    return 1;
  }

  @Override
  public <T, R> RunningJob run(
      TaskFunction<? super T, ? extends R> function,
      TaskOptions options,
      ChunkSource<T> source,
      OutcomeSink<R> sink) {
    Objects.requireNonNull(function, "function");
    requireOpen();
    Body<T, R> body = isStrict() ? new Copies(rules).copying(function) : function::apply;
    return new SerialJob<>(
        this, Work.of(body, false, Terms.of(options.orElse(tasks))), source, sink);
  }

  @Override
  public <R> RunningJob call(
      TaskCallable<? extends R> task, TaskOptions options, OutcomeSink<R> sink) {
    Objects.requireNonNull(task, "task");
    requireOpen();
    Body<TaskCallable<? extends R>, R> body =
        isStrict() ? new Copies(rules).copying(TaskCallable::call) : TaskCallable::call;
    Work<TaskCallable<? extends R>, R> work = Work.of(body, true, Terms.of(options.orElse(tasks)));
    TaskCallable<? extends R> item = isStrict() ? new Copies(rules).copyFunction(task) : task;
    return new SerialJob<>(this, work, new SingleItem<>(item), sink);
  }

  @Override
  public List<Part> weigh(String what, Object thing, Object function) {
    requireOpen();
    String type = thing == null ? "null" : thing.getClass().getTypeName();
    try {
      return List.of(new Part(what, type, isStrict() ? new Copies(rules).size(thing) : 0, null));
    } catch (CodecException e) {
      return List.of(new Part(what, type, 0, e.getMessage()));
    }
  }

  /** The number of a job that begins. */
  long nextJob() {
    return jobs.incrementAndGet();
  }

  /** A task starts; the time, if somebody wants to know. */
  long onStart() {
    running.increment();
    return isObserved() ? System.nanoTime() : 0;
  }

  void onEnd(long job, boolean hasFailed, long startNanos) {
    running.decrement();
    (hasFailed ? failed : done).increment();
    if (isObserved()) {
      PoolWorker caller = new PoolWorker(Thread.currentThread().getName(), 0, own.pid());
      tell(new TasksEnded(caller, job, 1, hasFailed ? 1 : 0, System.nanoTime() - startNanos));
    }
  }

  private boolean isObserved() {
    return announcer != null || Recorder.isOn();
  }

  private void tell(TasksEnded event) {
    if (announcer != null) {
      announcer.tell(event);
    }
    if (Recorder.isOn()) {
      Recorder.write(event);
    }
  }

  @Override
  public PoolStats stats() {
    return new PoolStats(1, List.of(), done.sum(), failed.sum(), running.sum(), 0, 0);
  }

  /** There is nobody but the caller. */
  @Override
  public void warmUp(TaskRunnable task) {
    requireOpen();
    try {
      if (task != null) {
        TaskRunnable first = isStrict() ? new Copies(rules).copyFunction(task) : task;
        own.onThisThread().runBesideTasks(first.givingNothing());
      }
    } catch (Exception | Error e) {
      throw WarmUp.failure(0, name, e);
    }
  }

  @Override
  public TaskOptions defaults() {
    return tasks;
  }

  /** The thread that has something to tell. */
  @Override
  public Executor completions() {
    return Runnable::run;
  }

  @Override
  public String describe() {
    return name + ": the thread that calls";
  }

  String name() {
    return name;
  }

  @Override
  public boolean isClosed() {
    return isClosed.get();
  }

  boolean isTerminated() {
    return isTerminated;
  }

  @Override
  public CompletableFuture<Void> closed() {
    return closed;
  }

  @Override
  public void close() {
    if (isClosed.compareAndSet(false, true)) {
      hooks.end(own);
      end();
    }
  }

  @Override
  public void terminate() {
    isTerminated = true;
    if (isClosed.compareAndSet(false, true)) {
      end();
    }
  }

  private void end() {
    WorkerHooks.closeState(own);
    closed.complete(null);
  }

  private void requireOpen() {
    if (isClosed()) {
      throw new PoolClosedException(name + " is closed; it takes no more work.");
    }
  }
}
