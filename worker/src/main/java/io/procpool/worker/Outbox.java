package io.procpool.worker;

import io.procpool.protocol.Annex;
import io.procpool.protocol.DonePayload;
import io.procpool.protocol.Frame;
import io.procpool.protocol.FrameType;
import io.procpool.protocol.FrameWriter;
import io.procpool.protocol.OutcomeKind;
import io.procpool.protocol.PayloadWriter;
import io.procpool.protocol.StatusPage;
import java.io.IOException;

/**
 * What goes to the pool. Outcomes are gathered, so that fast tasks share a system call, and sent
 *
 * <ul>
 *   <li>when {@value #FULL} bytes of them wait,
 *   <li>when a task ends {@value #LATE_NANOS} ns or more after the last sending,
 *   <li>when there is nothing more to run,
 *   <li>and by a thread of its own when the task behind them turns out to be slow.
 * </ul>
 *
 * <p>What is gathered is also kept on the status page, so that a worker may die with it: what its
 * tasks gave still counts.
 *
 * <p>Guarded by its own lock, for three threads send: the one that runs tasks, the one that
 * listens, and the late flushes. If the pipe cannot be written to, the pool is gone, and so is this
 * JVM.
 */
final class Outbox {

  private static final int FULL = 32 * 1024;
  private static final long LATE_NANOS = 1_000_000;

  /** One large result must not cost memory for ever. */
  private static final int MOST_KEPT = 1024 * 1024;

  /** How often the status page is told how full the heap is. */
  private static final long HEAP_MILLIS = 1000;

  private final FrameWriter link;
  private final StatusPage status;
  private final Annexes annexes;
  private final PayloadWriter outcomes = new PayloadWriter(2 * FULL);
  private long chunk;
  private int firstTask;
  private int count;
  private long startNanos;
  private boolean isFlushAwaited;
  private long flushes;
  private long flushesSeen;

  Outbox(FrameWriter link, StatusPage status, Annexes annexes) {
    this.annexes = annexes;
    this.link = link;
    this.status = status;
  }

  /**
   * From now on outcomes are of this chunk.
   *
   * @return the time, by {@code System.nanoTime()}
   */
  synchronized long beginChunk(long id) {
    chunk = id;
    firstTask = 0;
    startNanos = System.nanoTime();
    beginPayload();
    return startNanos;
  }

  /**
   * The next task of the chunk has ended.
   *
   * @param encoded its outcome, behind room for what stands before a large one
   * @param annex of a value, or {@code null}
   * @return the time, by {@code System.nanoTime()}
   */
  synchronized long add(OutcomeKind kind, PayloadWriter encoded, Annex annex) {
    if (DonePayload.isLarge(kind, encoded, annex)) {
      return addLarge(encoded, annex);
    }
    int from = DonePayload.outcomeAt();
    int length = encoded.size() - from;
    boolean isKept = status.keep(chunk, firstTask + count, kind, encoded.bytes(), from, length);
    outcomes.write(kind.code());
    outcomes.writeInt(length);
    outcomes.write(encoded.bytes(), from, length);
    count++;
    long now = System.nanoTime();
    if (!isKept || outcomes.size() >= FULL || now - startNanos >= LATE_NANOS) {
      status.end();
      flush();
      now = System.nanoTime(); // the pool may be slow to read: that is not the next task's time
    }
    flushesSeen = flushes;
    return now;
  }

  /** Sent from where it was encoded, behind the others, in a frame of its own. */
  private long addLarge(PayloadWriter encoded, Annex annex) {
    int from = DonePayload.finishLarge(encoded, annex);
    int length = encoded.size() - from;
    int task = firstTask + count;
    status.keep(chunk, task, OutcomeKind.LARGE_VALUE, encoded.bytes(), from, length);
    status.end();
    long nanos = (System.nanoTime() - startNanos) / (count + 1);
    startNanos += nanos; // what is left is the others'
    pack();
    DonePayload.finishAlone(encoded, task, nanos);
    startNanos = System.nanoTime();
    firstTask++;
    beginPayload();
    write(new Frame(FrameType.DONE, chunk, encoded.bytes(), encoded.size()));
    encoded.shrink(MOST_KEPT);
    flushLink();
    flushesSeen = flushes;
    return System.nanoTime();
  }

  /** All tasks of the chunk have ended: what waits of it becomes a frame. */
  synchronized void endChunk() {
    pack();
  }

  /**
   * Another task is about to start; if outcomes wait, they will not wait long for it.
   *
   * @param now the time, as it was when the one before it ended
   * @return the time, by {@code System.nanoTime()}: this may have waited for a flush
   */
  synchronized long beforeTask(long now) {
    if (!isFlushAwaited && (count > 0 || link.pending() > 0)) {
      isFlushAwaited = true;
      notifyAll();
    }
    return flushes == flushesSeen ? now : System.nanoTime();
  }

  /** Sends a frame, and all that was gathered before it. */
  synchronized void send(Frame frame) {
    pack();
    write(frame);
    flushLink();
  }

  /** Sends printed text at once, so that it is seen even if the task then ends this JVM. */
  synchronized void print(byte[] text, int length) {
    write(new Frame(FrameType.OUTPUT, 0, text, length));
    flushLink();
  }

  synchronized void flush() {
    pack();
    flushLink();
  }

  void startLateFlushes() {
    OurThread.start(new LateFlushes(), "procpool-late-flushes");
  }

  private void pack() {
    if (count > 0) {
      long now = System.nanoTime();
      DonePayload.finish(outcomes, count, now - startNanos);
      write(new Frame(FrameType.DONE, chunk, outcomes.bytes(), outcomes.size()));
      startNanos = now;
      beginPayload();
    }
  }

  private void beginPayload() {
    firstTask += count;
    count = 0;
    outcomes.shrink(MOST_KEPT);
    DonePayload.begin(outcomes, firstTask);
  }

  private void write(Frame frame) {
    try {
      link.write(frame);
    } catch (IOException e) {
      WorkerMain.endAsOrphan();
    }
  }

  private void flushLink() {
    flushes++;
    try {
      link.flush();
    } catch (IOException e) {
      WorkerMain.endAsOrphan();
    }
    if (count == 0) {
      status.clearJournal();
    }
  }

  private synchronized void flushLate() throws InterruptedException {
    while (!isFlushAwaited) {
      sampleHeap();
      annexes.trim();
      wait(HEAP_MILLIS);
    }
    wait(1);
    isFlushAwaited = false;
    flush();
  }

  private void sampleHeap() {
    Runtime runtime = Runtime.getRuntime();
    status.setUsedHeap(runtime.totalMemory() - runtime.freeMemory());
  }

  /** A loop on a daemon thread, as long as this JVM lives. */
  private final class LateFlushes implements Runnable {

    @Override
    public void run() {
      try {
        while (true) {
          flushLate();
        }
      } catch (InterruptedException e) {
        return; // by user code that interrupts threads it did not start: outcomes then wait for a
        // task's end
      }
    }
  }
}
