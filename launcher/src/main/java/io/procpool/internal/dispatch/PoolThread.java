package io.procpool.internal.dispatch;

import java.time.Duration;
import java.util.Comparator;
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

  private final LinkedBlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::nanoTime));
  private final Runnable afterEvents;
  private final Consumer<Throwable> onBug;
  private final Thread thread;

  /** Volatile: set on the thread itself, asked by whoever posts. */
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

  /** Runs something later, unless this thread has ended by then. On this thread only. */
  void after(Duration delay, Runnable event) {
    timers.add(new Timer(System.nanoTime() + delay.toNanos(), event));
  }

  /** Ends the thread behind the event that calls this. On this thread only. */
  void end() {
    hasEnded = true;
  }

  private void run() {
    while (!hasEnded) {
      try {
        runEvents();
      } catch (InterruptedException e) {
        continue; // nobody ends a pool by interrupting its thread
      } catch (Throwable bug) {
        onBug.accept(bug);
      }
    }
    runLeftovers();
  }

  private void runEvents() throws InterruptedException {
    next().run();
    for (int more = 1; more < MOST_TOGETHER && !events.isEmpty(); more++) {
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

  /** The pool is closed and its state has no other owner: whoever comes late runs what is left. */
  private synchronized void runLeftovers() {
    for (Runnable event = events.poll(); event != null; event = events.poll()) {
      event.run();
    }
    afterEvents.run();
  }

  private record Timer(long nanoTime, Runnable event) {}
}
