package io.procpool.internal.threads;

import io.procpool.PoolClosedException;
import io.procpool.ProcpoolException;
import io.procpool.internal.engine.ChunkSource;
import io.procpool.internal.engine.ChunkSource.ChunkBuilder;
import io.procpool.internal.engine.Engine.RunningJob;
import io.procpool.internal.engine.OutcomeSink;
import java.util.concurrent.TimeUnit;

/** One call of a serial pool. Its steps run on the thread that waits for it, one at a time. */
final class SerialJob<T, R> implements RunningJob {

  private final SerialEngine engine;
  private final Work<T, R> work;
  private final ChunkSource<T> source;
  private final OutcomeSink<R> sink;
  private final long number;
  private long nextIndex;

  /** Volatile: set by whoever wants no more, which may be a task that runs here, or any thread. */
  private volatile boolean isOver;

  SerialJob(SerialEngine engine, Work<T, R> work, ChunkSource<T> source, OutcomeSink<R> sink) {
    this.engine = engine;
    this.work = work;
    this.source = source;
    this.sink = sink;
    this.number = engine.nextJob();
  }

  @Override
  public boolean step() {
    if (isOver) {
      return false;
    }
    if (engine.isTerminated()) {
      lose(new PoolClosedException(engine.name() + " was terminated before this was done."));
    } else {
      runNext();
    }
    return true;
  }

  private void runNext() {
    if (engine.isClosed()) {
      source.endsOnClose(); // if it does, it gives no more
    }
    OneItem next = new OneItem();
    try {
      source.fill(next);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      lose(new ProcpoolException("The input could not be pulled to its end: " + e, e));
      return;
    }
    if (next.isFull()) {
      run(new Task<>(work, nextIndex++, next.item));
    } else {
      isOver = true;
      sink.onEnd();
    }
  }

  private void run(Task<T, R> first) {
    long startNanos = engine.onStart();
    Task<T, R> task = first;
    Attempt<R> attempt = attempt(task);
    while (attempt.failure() != null && task.mayRetry(attempt.failure()) && !isOver) {
      Task<T, R> again = task.again(attempt.failure());
      if (!pause(again.backoffNanos())) {
        break;
      }
      task = again;
      attempt = attempt(task);
    }
    engine.onEnd(number, attempt.failure() != null, startNanos);
    if (!isOver) {
      sink.onOutcomes(task.outcome(attempt));
    }
  }

  private Attempt<R> attempt(Task<T, R> task) {
    Attempt<R> attempt = task.run(engine.context());
    if (attempt.failure() != null && attempt.failure().thrown() instanceof InterruptedException) {
      Thread.currentThread().interrupt(); // that was the caller, who is to hear of it
    }
    return attempt;
  }

  /** False if the thread is interrupted: then the task is not tried again. */
  private static boolean pause(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !Thread.currentThread().isInterrupted();
  }

  private void lose(ProcpoolException cause) {
    isOver = true;
    sink.onLost(cause);
  }

  @Override
  public void cancel(boolean stopsRunning) {
    isOver = true;
    source.cancel();
  }

  /** What has not run was not started. */
  @Override
  public void drain() {
    source.cancel();
  }

  @Override
  public boolean hasStarted() {
    return nextIndex > 0;
  }

  /** Pulled one at a time, as late as can be. */
  private final class OneItem implements ChunkBuilder<T> {

    private T item;
    private boolean isFull;

    @Override
    public void expect(int items) {
      // one is taken
    }

    @Override
    public void add(T added) {
      item = added;
      isFull = true;
    }

    @Override
    public boolean isFull() {
      return isFull;
    }

    @Override
    public long size() {
      return 0;
    }

    @Override
    public long nanosPerTask() {
      return 0;
    }
  }
}
