package io.procpool.internal.dispatch;

import io.procpool.codec.CodecException;
import io.procpool.codec.ValueCodec;
import io.procpool.internal.engine.ChunkSource;
import io.procpool.protocol.PayloadWriter;
import io.procpool.protocol.RunPayload;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A chunk that a feeder is filling. It ends before an item that cannot be encoded, which fails
 * alone, and before a large one, which is a chunk of its own: nobody has to copy it.
 *
 * <p>The next item may be long in coming, so the pool thread may cut off what is there for a worker
 * that has nothing. What these two threads share is guarded by the lock, which is never held while
 * user code runs: the pool thread does not wait for it longer than for a queue's.
 */
final class OpenChunk<T> implements ChunkSource.ChunkBuilder<T> {

  private static final int FULL = 256 * 1024;

  /** An item of this many bytes goes alone. */
  private static final int LARGE = 64 * 1024;

  private final Job job;
  private final long firstIndex;
  private final Encoder encoder;
  private final Dispatcher dispatcher;
  private int expected;
  private Object refused;
  private CodecException refusal;

  /** The item that ended it; {@code null} if none did. */
  private Chunk large;

  /** A payload of the items. The feeder's own: what is shared of it is below. */
  private final PayloadWriter items;

  /** Volatile, as the next: set by the feeder. The array holds what is added, and more by now. */
  private volatile byte[] bytes;

  /** How many items have been added, and in the upper half, how many bytes: no lock for each. */
  private final AtomicLong added = new AtomicLong();

  /** The feeder's own. */
  private int count;

  /** Guarded by this: how far it has been cut off. */
  private int cutAt = RunPayload.HEADER_LENGTH;

  /** Volatile: set under the lock, asked by the feeder. */
  private volatile int cutCount;

  OpenChunk(Job job, long firstIndex, Encoder encoder, Dispatcher dispatcher, int expectedSize) {
    this.job = job;
    this.firstIndex = firstIndex;
    this.encoder = encoder;
    this.dispatcher = dispatcher;
    this.items = new PayloadWriter(Math.max(64, expectedSize));
    RunPayload.begin(items);
    this.bytes = items.bytes();
  }

  @Override
  public void expect(int number) {
    expected = number;
  }

  @Override
  public void add(T item) {
    if (ValueCodec.isSmall(item)) {
      ValueCodec.putSmall(item, items);
      onAdded();
      return;
    }
    try {
      encoder.encode(item);
    } catch (CodecException e) {
      refused = item;
      refusal = e;
      return;
    }
    if (encoder.hasAnnex() || encoder.length() >= LARGE) {
      large = encoder.take(job, firstIndex + count);
      return;
    }
    encoder.appendTo(items);
    onAdded();
  }

  private void onAdded() {
    if (bytes != items.bytes()) {
      bytes = items.bytes();
    }
    count++;
    added.lazySet((long) items.size() << Integer.SIZE | count);
    if (expected > 1 && count - cutCount == 1) {
      dispatcher.post(() -> dispatcher.onOpen(this));
    }
  }

  @Override
  public boolean isFull() {
    return items.size() >= FULL || refusal != null || large != null;
  }

  @Override
  public long size() {
    return RunPayload.lengthOfItems(items) + (large == null ? 0 : large.length + large.annexSize());
  }

  @Override
  public long nanosPerTask() {
    return job.nanosPerTask();
  }

  Job job() {
    return job;
  }

  /** What its small items take. The feeder's question. */
  int sizeOfSmall() {
    return items.size();
  }

  /** Whether the source added nothing. The feeder's question. */
  boolean isEmpty() {
    return count == 0 && refusal == null && large == null;
  }

  /** The index behind the last item that was added or refused. The feeder's question. */
  long nextIndex() {
    return firstIndex + count + (refusal == null && large == null ? 0 : 1);
  }

  /** Posts what has not been cut off, and what became of the item that ended it. */
  void close() {
    Chunk rest = rest();
    if (rest != null) {
      dispatcher.post(() -> dispatcher.onChunk(rest));
    }
    if (refusal != null) {
      RefusedItem outcome = new RefusedItem(nextIndex() - 1, refused, refusal);
      dispatcher.post(() -> dispatcher.onOutcomes(job, outcome));
    }
    if (large != null) {
      large.holdsRoom = count == 0;
      dispatcher.post(() -> dispatcher.onChunk(large));
    } else if (count == 0) {
      job.returnRoom();
    }
  }

  /** What was added and not cut off before, as a chunk; {@code null} if there is nothing. */
  synchronized Chunk cut() {
    long now = added.get();
    int tasks = (int) now - cutCount;
    if (tasks == 0) {
      return null;
    }
    int end = (int) (now >>> Integer.SIZE);
    long index = firstIndex + cutCount;
    Chunk chunk =
        new Chunk(
            job, index, RunPayload.of(job.functionId, index, tasks, bytes, cutAt, end), tasks);
    chunk.holdsRoom = cutCount == 0;
    cutCount += tasks;
    cutAt = end;
    return chunk;
  }

  /** The rest, when nothing more is added: without a copy, if it is all. */
  private synchronized Chunk rest() {
    if (cutCount > 0 || count == 0) {
      return cut();
    }
    cutCount = count;
    Chunk whole = Chunk.of(job, firstIndex, items, count);
    whole.holdsRoom = true;
    return whole;
  }
}
