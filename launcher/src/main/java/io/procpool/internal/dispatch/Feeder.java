package io.procpool.internal.dispatch;

import io.procpool.ProcpoolException;
import io.procpool.codec.ValueCodec;
import io.procpool.internal.engine.ChunkSource;

/**
 * Pulls a job's input and encodes it, item by item, on a thread where user code may run, no further
 * ahead of the workers than the job has room.
 */
final class Feeder<T> implements Runnable {

  private final Job job;
  private final ChunkSource<T> source;
  private final Dispatcher dispatcher;
  private long nextIndex;

  /** Of the chunk before, in bytes: the next one will be about as large. */
  private int lastSize;

  Feeder(Job job, ChunkSource<T> source, Dispatcher dispatcher) {
    this.job = job;
    this.source = source;
    this.dispatcher = dispatcher;
  }

  @Override
  public void run() {
    ValueCodec codec = job.takeCodec();
    ClassLoader own = job.loader.enter();
    try {
      feed(codec);
      dispatcher.post(() -> dispatcher.onInputEnd(job));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      lose(e);
    } catch (RuntimeException | Error e) {
      lose(e);
    } finally {
      JobLoader.leave(own);
      job.giveBack(codec);
    }
  }

  /** An input that was not pulled to its end must never look like one that was. */
  private void lose(Throwable cause) {
    ProcpoolException loss =
        new ProcpoolException("The input could not be pulled to its end: " + cause, cause);
    dispatcher.post(() -> dispatcher.onInputLost(job, loss));
  }

  private void feed(ValueCodec codec) throws InterruptedException {
    Encoder encoder = new Encoder(codec, job.sizes);
    while (job.awaitRoom()) {
      OpenChunk<T> chunk = new OpenChunk<>(job, nextIndex, encoder, dispatcher, lastSize);
      source.fill(chunk);
      if (chunk.isEmpty()) {
        return;
      }
      chunk.close();
      nextIndex = chunk.nextIndex();
      lastSize = chunk.sizeOfSmall();
    }
  }
}
