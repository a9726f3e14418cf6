package io.procpool.internal.threads;

import io.procpool.ProcpoolException;
import io.procpool.internal.engine.ChunkSource;
import io.procpool.internal.engine.ChunkSource.ChunkBuilder;

/** Pulls a job's input, on a thread where user code may run, no further ahead than it may. */
final class Feeder<T> implements Runnable, ChunkBuilder<T> {

  private final ThreadJob<T, ?> job;
  private final ChunkSource<T> source;
  private boolean hasAdded;

  /** Of what was added last. */
  private long size;

  Feeder(ThreadJob<T, ?> job, ChunkSource<T> source) {
    this.job = job;
    this.source = source;
  }

  @Override
  public void run() {
    Thread thread = Thread.currentThread();
    ClassLoader own = thread.getContextClassLoader();
    thread.setContextClassLoader(job.work.loader());
    try {
      feed();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      lose(e);
    } catch (RuntimeException | Error e) {
      lose(e);
    } finally {
      thread.setContextClassLoader(own);
    }
  }

  private void feed() throws InterruptedException {
    do {
      hasAdded = false;
      size = 0;
      source.fill(this);
    } while (hasAdded && job.isWanted());
    job.onInputEnd();
  }

  /** An input that was not pulled to its end must never look like one that was. */
  private void lose(Throwable cause) {
    job.lose(new ProcpoolException("The input could not be pulled to its end: " + cause, cause));
  }

  @Override
  public void expect(int items) {
    // each can be taken as it comes
  }

  @Override
  public void add(T item) {
    hasAdded = true;
    size += Weight.of(item);
    job.add(item);
  }

  @Override
  public boolean isFull() {
    return !job.isWanted();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public long nanosPerTask() {
    return 0;
  }
}
