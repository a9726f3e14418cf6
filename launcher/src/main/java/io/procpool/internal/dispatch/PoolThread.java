package io.procpool.internal.dispatch;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Runs a pool's events, one at a time, in the order they were posted, and what was asked for later
 * when its time has come. Whoever runs them owns the pool's state: this thread, or one of the
 * pool's own that brings an event while none is run, so that what a worker tells needs no other
 * thread. The edge of the pool where {@code Throwable} is caught.
 *
 * <pre>
 *   a caller     -- post --->  events -- this thread, woken -------------> run
 *   a reader     -- bring -->  events -- the reader, if nobody runs any -> run
 *                                     -- else whoever does, behind his --> run
 * </pre>
 *
 * <p>"On the pool thread" is said of what is run here, whoever runs it.
 */
final class PoolThread {

  static final int MOST_TOGETHER = 256;

  /** A longer delay would overflow the clock. */
  static final Duration LONGEST = Duration.ofDays(36_500);

  private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();

  /** Held by whoever runs events; never waited for but by this thread, and behind its end. */
  private final ReentrantLock ownership = new ReentrantLock();

  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private final Runnable afterEvents;
  private final Consumer<Throwable> onBug;
  private final Thread thread;

  /** Volatile: set by the owner, asked by the thread. */
  private volatile boolean isEnding;

  /** The owner's: a timer is due before the thread means to look again. */
  private boolean isTimerNew;

  /** Volatile: set as the thread's last act, asked by whoever posts. */
  private volatile boolean hasEnded;

  /**
   * @param afterEvents runs behind events when no other waits, and now and then when they never
   *     end: what events have in common is done once
   * @param onBug runs when an event throws, which none should
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

  /** Queues an event, from any thread; never blocks, and never runs it there. */
  void post(Runnable event) {
    events.add(event);
    if (hasEnded) {
      runLeftovers();
    } else if (!ownership.isLocked()) { // else its holder looks at the events behind its own
      LockSupport.unpark(thread);
    }
  }

  /**
   * {@link #post} that may run the event, and others: for a thread of the pool's own, which nobody
   * interrupts, with nothing on its stack. Never blocks.
   */
  void bring(Runnable event) {
    events.add(event);
    if (hasEnded) {
      runLeftovers();
    } else if (ownership.tryLock()) {
      runAsGuest();
    }
  }

  /**
   * Runs something later, unless this has ended by then, or the delay is a hundred years or more.
   */
  void after(Duration delay, Runnable event) {
    if (delay.compareTo(LONGEST) < 0) {
      Timer timer = new Timer(System.nanoTime() + delay.toNanos(), event);
      timers.add(timer);
      isTimerNew |= timers.peek() == timer;
    }
  }

  /** Ends the thread behind the event that calls this. */
  void end() {
    isEnding = true;
  }

  private void run() {
    while (!isEnding) {
      sleep(runEvents());
    }
    ownership.lock();
    try {
      runLeftovers();
      hasEnded = true;
    } finally {
      ownership.unlock();
    }
    runLeftovers(); // what came between the two
  }

  /**
   * @return how long there will be nothing to do, if nothing is posted
   */
  private long runEvents() {
    ownership.lock();
    try {
      isTimerNew = false;
      runTogether();
      return isEnding ? 0 : nanosToTimer(); // nobody may come to wake it any more
    } finally {
      ownership.unlock();
    }
  }

  /** What is left when this lets go of the ownership, or comes behind that, is the thread's. */
  private void runAsGuest() {
    boolean isThreadWanted = true;
    try {
      runTogether();
      isThreadWanted = isEnding || isTimerNew;
    } finally {
      ownership.unlock();
    }
    if (isThreadWanted || !events.isEmpty()) {
      LockSupport.unpark(thread);
    }
  }

  /** One who wakes this before it sleeps keeps it from that. */
  private void sleep(long nanos) {
    if (events.isEmpty() && nanos > 0) {
      LockSupport.parkNanos(this, nanos);
    }
    Thread.interrupted(); // nobody ends a pool by interrupting its thread
  }

  private void runTogether() {
    try {
      Runnable event = next();
      for (int ran = 1; event != null; ran++) {
        event.run();
        event = ran < MOST_TOGETHER && !isEnding && !events.isEmpty() ? next() : null;
      }
      afterEvents.run();
    } catch (Throwable bug) {
      tell(bug);
    }
  }

  /** An error of that is one more bug, and the next event finds out what is left to be done. */
  private void tell(Throwable bug) {
    try {
      onBug.accept(bug);
    } catch (Throwable another) {
      events.add(() -> onBug.accept(bug));
    }
  }

  /** The next event, a timer that is due before any other; {@code null} if there is none. */
  private Runnable next() {
    Timer timer = timers.peek();
    return timer != null && timer.nanoTime() - System.nanoTime() <= 0
        ? timers.remove().event()
        : events.poll();
  }

  private long nanosToTimer() {
    Timer timer = timers.peek();
    return timer == null ? Long.MAX_VALUE : timer.nanoTime() - System.nanoTime();
  }

  /**
   * The pool is closed, and its thread has ended: whoever comes late runs what is left. The lock
   * makes each of them the owner for that time.
   */
  private void runLeftovers() {
    ownership.lock();
    try {
      for (Runnable event = events.poll(); event != null; event = events.poll()) {
        event.run();
      }
      afterEvents.run();
    } finally {
      ownership.unlock();
    }
  }

  private record Timer(long nanoTime, Runnable event) implements Comparable<Timer> {

    @Override
    public int compareTo(Timer other) {
      return Long.signum(nanoTime - other.nanoTime);
    }
  }
}
