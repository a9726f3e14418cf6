package io.procpool.worker;

import io.procpool.protocol.DonePayload;
import io.procpool.protocol.Frame;
import io.procpool.protocol.FrameType;
import io.procpool.protocol.FrameWriter;
import io.procpool.protocol.PayloadWriter;
import io.procpool.protocol.StatusPage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What goes to the pool. Outcomes are gathered, so that fast tasks share a system call, and sent
 *
 * <ul>
 *   <li>when {@value #FULL} bytes of them wait,
 *   <li>when a task ends {@value #LATE_NANOS} ns or more after the last sending,
 *   <li>when there is nothing more to run,
 *   <li>and by the ticker, when the task behind them turns out to be slow.
 * </ul>
 *
 * <p>What is gathered is also kept on the status page, so that a worker may die with it: what its
 * tasks gave still counts.
 *
 * <pre>
 *   task thread    adds an outcome, then says so in {@code ended}          without a lock
 *   whoever sends  packs what has ended into a frame, then its own frame   under the lock
 *   ticker         each millisecond while something waits: time, send      under the lock
 * </pre>
 *
 * <p>If the pipe cannot be written to, the pool is gone, and so is this JVM.
 */
final class Outbox {

  private static final int FULL = 32 * 1024;
  private static final long LATE_NANOS = 1_000_000;

  /** An outcome of this many bytes goes alone. */
  private static final int LARGE = 32 * 1024;

  /** One that is not large has room behind those that are not full; and a word for the page. */
  private static final int CAPACITY = FULL + LARGE + 64;

  /** One large result must not cost memory for ever. */
  private static final int MOST_KEPT = 1024 * 1024;

  /** How often the status page is told how full the heap is. */
  private static final long HEAP_MILLIS = 1000;

  /** The same while tasks are short. */
  private static final int TICKS_PER_HEAP = 64;

  /** To ask the time costs as much as a short task: it is asked behind so many, or a tick. */
  private static final int TASKS_PER_TIME = 64;

  /** What {@code ended} is made of: so many bits for each of its lower two numbers. */
  private static final int BITS = 20;

  private static final int MASK = (1 << BITS) - 1;

  private final FrameWriter link;
  private final StatusPage status;
  private final Annexes annexes;

  /**
   * The task thread's: what it adds to. The array stays the same, for others read what is there.
   */
  private final PayloadWriter outcomes = new PayloadWriter(CAPACITY);

  private final ByteBuffer bytes = ByteBuffer.wrap(outcomes.bytes());
  private int count;
  private int failed;
  private int tasksPerTime;
  private int untimed;
  private int tickSeen;
  private long now = System.nanoTime();
  private long sentNanos = now;

  /** The task thread's: frames were made that only a flush sends. */
  private boolean isFlushOwed;

  /** How many outcomes there are, how many of them are failures, and above, how many bytes. */
  private final AtomicLong ended = new AtomicLong();

  /** Volatile: set by the ticker, asked by the task thread behind each task. */
  private volatile int tick;

  /** Volatile, as above: nothing waits, and the ticker does. */
  private volatile boolean isTickerParked = true;

  /** Guarded by this, as all below: a frame that is being made. */
  private final PayloadWriter frame = new PayloadWriter(FULL);

  private long chunk;

  /** Of those in the buffer. Set by the task thread alone, as the one above. */
  private int firstTask;

  private int packedTasks;
  private int packedFailures;
  private int packedBytes;
  private long startNanos;

  Outbox(FrameWriter link, StatusPage status, Annexes annexes) {
    this.annexes = annexes;
    this.link = link;
    this.status = status;
  }

  // ---- on the task thread

  /**
   * From now on outcomes are of this chunk.
   *
   * @param isTimed whether the time is to be asked behind each task
   */
  synchronized void beginChunk(long id, boolean isTimed) {
    tasksPerTime = isTimed ? 1 : TASKS_PER_TIME;
    chunk = id;
    firstTask = 0;
    now = System.nanoTime();
    startNanos = now;
  }

  /**
   * Another task is about to start; if outcomes wait, they will not wait long for it.
   *
   * @return the time, by {@code System.nanoTime()}; if it is not asked behind each task, as it was
   *     not long ago
   */
  long beforeTask() {
    if (isTickerParked && (count > 0 || isFlushOwed)) {
      wakeTicker();
    }
    return now;
  }

  /** The next task of the chunk has ended. */
  void add(Outcome outcome) {
    if (outcome.isLarge(LARGE)) {
      addLarge(outcome);
      return;
    }
    int at = outcomes.size();
    outcome.appendTo(outcomes);
    boolean isKept = status.keep(chunk, firstTask + count, bytes, at, outcomes.size());
    count++;
    failed += outcome.kind().isValue() ? 0 : 1;
    ended.lazySet((long) outcomes.size() << 2 * BITS | (long) failed << BITS | count);
    if (!isKept || outcomes.size() >= FULL || isLate()) {
      flush();
    }
  }

  /** All tasks of the chunk have ended: what waits of it becomes a frame. */
  synchronized void endChunk() {
    isFlushOwed |= count > 0;
    restart();
  }

  /** Sends all that waits. */
  void flush() {
    status.end(); // the pool may be slow to read: that is nobody's time
    flushAll();
    now = System.nanoTime();
    sentNanos = now;
  }

  private synchronized void flushAll() {
    restart();
    flushLink();
    status.clearJournal();
    isFlushOwed = false;
  }

  private boolean isLate() {
    if (++untimed < tasksPerTime && tick == tickSeen && !isTickerParked) {
      return false;
    }
    untimed = 0;
    tickSeen = tick;
    now = System.nanoTime();
    return now - sentNanos >= LATE_NANOS;
  }

  /** Sent from where it was encoded, behind the others, in a frame of its own. */
  private void addLarge(Outcome outcome) {
    status.end();
    sendLarge(outcome);
    outcome.encoded.shrink(MOST_KEPT);
    flush();
  }

  private synchronized void sendLarge(Outcome outcome) {
    long nanos = (System.nanoTime() - startNanos) / (count - packedTasks + 1);
    startNanos += nanos; // what is left is the others'
    restart();
    startNanos = System.nanoTime();
    PayloadWriter alone =
        DonePayload.alone(outcome.encoded, outcome.kind(), outcome.annex(), firstTask, nanos);
    ByteBuffer page = ByteBuffer.wrap(alone.bytes());
    status.keep(chunk, firstTask, page, DonePayload.HEADER_LENGTH, alone.size());
    firstTask++;
    write(new Frame(FrameType.DONE, chunk, alone.bytes(), alone.size()));
  }

  /** The buffer is empty again, and what was in it is a frame. */
  private void restart() {
    pack();
    firstTask += count;
    count = 0;
    failed = 0;
    outcomes.truncate(0);
    ended.lazySet(0);
    packedTasks = 0;
    packedFailures = 0;
    packedBytes = 0;
  }

  private synchronized void wakeTicker() {
    isTickerParked = false;
    notifyAll();
  }

  // ---- on any thread

  /** Sends a frame, and all that was gathered before it. */
  synchronized void send(Frame other) {
    pack();
    write(other);
    flushLink();
  }

  /** Sends printed text at once, so that it is seen even if the task then ends this JVM. */
  void print(byte[] text, int length) {
    tell(new Frame(FrameType.OUTPUT, 0, text, length));
  }

  /** Sends a frame at once, and nothing with it. */
  synchronized void tell(Frame other) {
    write(other);
    flushLink();
  }

  private void pack() {
    long reached = ended.get();
    int tasks = (int) (reached & MASK) - packedTasks;
    if (tasks > 0) {
      int failures = (int) (reached >>> BITS & MASK);
      int to = (int) (reached >>> 2 * BITS);
      long time = System.nanoTime();
      int first = firstTask + packedTasks;
      DonePayload.put(
          frame,
          first,
          tasks,
          failures - packedFailures,
          time - startNanos,
          outcomes.bytes(),
          packedBytes,
          to);
      write(new Frame(FrameType.DONE, chunk, frame.bytes(), frame.size()));
      startNanos = time;
      packedTasks += tasks;
      packedFailures = failures;
      packedBytes = to;
    }
  }

  private void write(Frame any) {
    try {
      link.write(any);
    } catch (IOException e) {
      WorkerMain.endAsOrphan();
    }
  }

  private void flushLink() {
    try {
      link.flush();
    } catch (IOException e) {
      WorkerMain.endAsOrphan();
    }
  }

  // ---- the ticker

  void startTicker() {
    OurThread.start(new Ticker(), "procpool-ticker");
  }

  private synchronized void tick() throws InterruptedException {
    while (isTickerParked) {
      sampleHeap();
      annexes.trim();
      wait(HEAP_MILLIS);
    }
    wait(1);
    tick++; // by nobody else
    if (tick % TICKS_PER_HEAP == 0) {
      sampleHeap();
    }
    pack();
    isTickerParked = link.pending() == 0;
    flushLink();
  }

  private void sampleHeap() {
    Runtime runtime = Runtime.getRuntime();
    status.setUsedHeap(runtime.totalMemory() - runtime.freeMemory());
  }

  /** A loop on a daemon thread, as long as this JVM lives. */
  private final class Ticker implements Runnable {

    @Override
    public void run() {
      while (true) {
        try {
          tick();
        } catch (InterruptedException e) {
          continue; // by user code that interrupts threads it did not start: results still have to
          // go
        }
      }
    }
  }
}
