package io.procpool.internal.dispatch;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The thread that owns a pool's state: runs events in the order they were posted, and what was
 * asked for later when its time has come. The edge of the pool where {@code Throwable} is caught.
 */
final class PoolThread {

  static final int MOST_TOGETHER = 256;

  /** A longer delay would overflow the clock. */
  static final Duration LONGEST = Duration.ofDays(36_500);

  private final LinkedBlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>((a, b) -> Long.signum(a.nanoTime() - b.nanoTime()));
  private final Runnable afterEvents;
  private final Consumer<Throwable> onBug;
  private final Thread thread;

  /** The thread's own: its loop is to end. */
  private boolean isEnding;

  /** Volatile: set as the thread's last act, asked by whoever posts. */
  private volatile boolean hasEnded;

  /**
   * @param afterEvents runs on this thread when no event waits, and now and then when they never
   *     end: what events have in common is done once
   * @param onBug runs on this thread when an event throws, which none should
   */
  PoolThread(String name, Runnable afterEvents, Consumer<Throwable> onBug) {
    this.afterEvents = afterEvents;
    this.onBug = onBug;
    thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Queues an event, from any thread; never blocks. */
  void post(Runnable event) {
    events.add(event);
    if (hasEnded) {
      runLeftovers();
    }
  }

  /**
   * Runs something later, unless this thread has ended by then, or the delay is a hundred years or
   * more. On this thread only.
   */
  void after(Duration delay, Runnable event) {
    if (delay.compareTo(LONGEST) < 0) {
      timers.add(new Timer(System.nanoTime() + delay.toNanos(), event));
    }
  }

  /** Ends the thread behind the event that calls this. On this thread only. */
  void end() {
    isEnding = true;
  }

  private void run() {
    while (!isEnding) {
      try {
        runEvents();
      } catch (InterruptedException e) {
        continue; // nobody ends a pool by interrupting its thread
      } catch (Throwable bug) {
        tell(bug);
      }
    }
    synchronized (this) {
      runLeftovers();
      hasEnded = true;
    }
    runLeftovers(); // what came between the two
  }

  /** An error of that is one more bug, and the next event finds out what is left to be done. */
  private void tell(Throwable bug) {
    try {
      onBug.accept(bug);
    } catch (Throwable another) {
      events.add(() -> onBug.accept(bug));
    }
  }

  private void runEvents() throws InterruptedException {
    next().run();
    for (int more = 1; more < MOST_TOGETHER && !isEnding && !events.isEmpty(); more++) {
      next().run();
    }
    afterEvents.run();
  }

  private Runnable next() throws InterruptedException {
    while (true) {
      Timer timer = timers.peek();
      if (timer == null) {
        return events.take();
      }
      long wait = timer.nanoTime() - System.nanoTime();
      if (wait <= 0) {
        return timers.remove().event();
      }
      Runnable event = events.poll(wait, TimeUnit.NANOSECONDS);
      if (event != null) {
        return event;
      }
    }
  }

  /**
   * The pool is closed, and its thread has ended: whoever comes late runs what is left. The lock
   * makes each of them the owner for that time.
   */
  private synchronized void runLeftovers() {
    for (Runnable event = events.poll(); event != null; event = events.poll()) {
      event.run();
    }
    afterEvents.run();
  }

  private record Timer(long nanoTime, Runnable event) {}
}
