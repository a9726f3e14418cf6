package io.procpool.internal.dispatch;

import io.procpool.ProcpoolException;
import io.procpool.codec.CodecException;
import io.procpool.codec.ValueCodec;
import io.procpool.internal.engine.ChunkSource;
import io.procpool.protocol.PayloadWriter;
import io.procpool.protocol.RunPayload;

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
    try {
      feed(codec);
      dispatcher.post(() -> dispatcher.onInputEnd(job));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      lose(e);
    } catch (RuntimeException | Error e) {
      lose(e);
    } finally {
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
    while (job.awaitRoom()) {
      EncodedItems<T> items = new EncodedItems<>(job, nextIndex, codec, lastSize);
      source.fill(items);
      if (items.isEmpty()) {
        return;
      }
      items.postTo(dispatcher);
      nextIndex = items.nextIndex();
      lastSize = items.size();
    }
  }

  /**
   * A chunk that is being filled. It ends before an item that cannot be encoded, which fails alone.
   */
  private static final class EncodedItems<T> implements ChunkSource.ChunkBuilder<T> {

    private static final int FULL = 256 * 1024;

    private final Job job;
    private final long firstIndex;
    private final ValueCodec codec;
    private final PayloadWriter payload;
    private int count;
    private Object refused;
    private CodecException refusal;

    EncodedItems(Job job, long firstIndex, ValueCodec codec, int expectedSize) {
      this.job = job;
      this.firstIndex = firstIndex;
      this.codec = codec;
      this.payload = RunPayload.begin(job.functionId, firstIndex, expectedSize);
    }

    @Override
    public void add(T item) {
      int lengthAt = payload.size();
      payload.writeInt(0);
      try {
        codec.encode(item, payload);
        payload.putInt(lengthAt, payload.size() - lengthAt - 4);
        count++;
      } catch (CodecException e) {
        payload.truncate(lengthAt);
        refused = item;
        refusal = e;
      }
    }

    @Override
    public boolean isFull() {
      return payload.size() >= FULL || refusal != null;
    }

    @Override
    public int size() {
      return payload.size();
    }

    @Override
    public long nanosPerTask() {
      return job.nanosPerTask();
    }

    boolean isEmpty() {
      return count == 0 && refusal == null;
    }

    long nextIndex() {
      return firstIndex + count + (refusal == null ? 0 : 1);
    }

    void postTo(Dispatcher dispatcher) {
      if (count > 0) {
        RunPayload.finish(payload, count);
        Chunk chunk = new Chunk(job, firstIndex, payload.toByteArray(), count);
        chunk.holdsRoom = true;
        dispatcher.post(() -> dispatcher.onChunk(chunk));
      } else {
        job.returnRoom();
      }
      if (refusal != null) {
        RefusedItem outcome = new RefusedItem(firstIndex + count, refused, refusal);
        dispatcher.post(() -> dispatcher.onOutcomes(job, outcome));
      }
    }
  }
}
