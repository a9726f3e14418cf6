package io.procpool.internal.observing;

import io.procpool.PoolEvent;
import io.procpool.PoolEvent.ChunkGiven;
import io.procpool.PoolEvent.EventsDropped;
import io.procpool.PoolEvent.TasksEnded;
import io.procpool.PoolListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A pool's events on their way to its listener.
 *
 * <pre>
 *   owner -- add --> fresh -- passOn, soon or when many --> waiting -- a completions thread --> listener
 *                                                              |
 *                                                 full: dropped, and counted
 * </pre>
 *
 * <p>To wake a thread for each event would cost more than most tasks. The owner is who owns the
 * pool's state; a pool of nobody's uses {@link #tell} alone.
 */
public final class Announcer {

  /** So many are passed on at once, however soon. */
  private static final int TOGETHER = 4 * 1024;

  /** So many may wait for a slow listener before further ones of chunks and tasks are dropped. */
  static final int MOST = 8 * 1024;

  /** The same for what workers come to: seldom, and dearer. */
  private static final int MOST_OF_ALL = 2 * MOST;

  private final PoolListener listener;
  private final Executor executor;

  /** The owner's. */
  private List<PoolEvent> fresh = new ArrayList<>();

  /** Guarded by this, as all below: the owner adds, a completions thread takes. */
  private final Queue<PoolEvent> waiting = new ArrayDeque<>();

  private long dropped;
  private boolean isTelling;

  /** Who tells; {@code null} if nobody does. */
  private Thread teller;

  private boolean hasComplained;

  /**
   * @param executor where the listener runs
   */
  public Announcer(PoolListener listener, Executor executor) {
    this.listener = listener;
    this.executor = executor;
  }

  // ---- on the owner's thread

  /**
   * Takes an event.
   *
   * @return whether {@link #passOn} is to be called soon
   */
  public boolean add(PoolEvent event) {
    fresh.add(event);
    if (!isFrequent(event) || fresh.size() >= TOGETHER) {
      passOn();
    }
    return fresh.size() == 1;
  }

  public void passOn() {
    if (!fresh.isEmpty()) {
      List<PoolEvent> events = fresh;
      fresh = new ArrayList<>(events.size());
      tell(events);
    }
  }

  // ---- on any thread

  /** Has an event told at once, or behind those that are being told. */
  public void tell(PoolEvent event) {
    tell(List.of(event));
  }

  private void tell(List<PoolEvent> events) {
    if (enqueue(events)) {
      start();
    }
  }

  /** True if nobody tells what waits. */
  private synchronized boolean enqueue(List<PoolEvent> events) {
    events.forEach(this::enqueue);
    boolean isIdle = !isTelling;
    isTelling = true;
    return isIdle;
  }

  private void enqueue(PoolEvent event) {
    if (waiting.size() >= (isFrequent(event) ? MOST : MOST_OF_ALL)) {
      dropped++;
      return;
    }
    if (dropped > 0) {
      waiting.add(new EventsDropped(dropped));
      dropped = 0;
    }
    waiting.add(event);
  }

  private static boolean isFrequent(PoolEvent event) {
    return event instanceof TasksEnded || event instanceof ChunkGiven;
  }

  private void start() {
    try {
      executor.execute(this::tellAll);
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      stop(); // the pool is terminated; or there are no more threads, and the next event tries
      // again
    }
  }

  // ---- on a completions thread

  private void tellAll() {
    for (PoolEvent event = next(); event != null; event = next()) {
      try {
        event.tellTo(listener);
      } catch (Throwable thrown) { // the events behind this one are not its fault
        complain(thrown);
      }
    }
  }

  private synchronized PoolEvent next() {
    teller = Thread.currentThread();
    PoolEvent event = waiting.poll();
    if (event == null && dropped > 0) {
      event = new EventsDropped(dropped);
      dropped = 0;
    }
    if (event == null) {
      stop();
    }
    return event;
  }

  private synchronized void stop() {
    isTelling = false;
    teller = null;
    notifyAll();
  }

  private void complain(Throwable thrown) {
    if (!hasComplained) {
      hasComplained = true;
      PoolLog.warn("A pool's listener has thrown; it is still told what happens.", thrown);
    }
  }

  // ---- on whoever closes the pool

  /** Waits until all has been told, for no longer than a time; the listener not for itself. */
  public synchronized void awaitTold(Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    long left = most.toNanos();
    while (isTelling && teller != Thread.currentThread() && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = end - System.nanoTime();
    }
  }
}
