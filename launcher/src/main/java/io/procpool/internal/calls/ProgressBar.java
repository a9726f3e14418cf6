package io.procpool.internal.calls;

import io.procpool.MapOptions;
import io.procpool.internal.engine.Outcomes;
import io.procpool.internal.engine.PoolThreads;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A line on the terminal that says how far a call is, as long as it runs.
 *
 * <pre>
 *   the engine's threads   count, and say when the job has ended   never blocked by a slow terminal
 *   procpool-progress-1    prints, some times a second
 *   whoever has the call   closes it before it sees the end: then the line is gone
 * </pre>
 */
final class ProgressBar implements AutoCloseable {

  private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final PoolThreads THREADS = new PoolThreads("procpool-progress-");

  /** Of a call that shows no progress, or has nowhere to. */
  static final ProgressBar NONE = new ProgressBar(null, -1);

  private final PrintStream terminal;
  private final long total;
  private final long startNanos = System.nanoTime();

  /** {@code null} if there is none. */
  private Thread printer;

  /** Volatile: counted on one thread of the engine at a time, read by the printer. */
  private volatile long ended;

  private volatile long failed; // volatile for the same reason

  /** Volatile: set by whoever ends the call, asked by the printer. */
  private volatile boolean isOver;

  /** How long the line is that is on the terminal. Guarded by this. */
  private int shown;

  /**
   * @param total how many tasks there are; -1 if that is not known
   */
  ProgressBar(PrintStream terminal, long total) {
    this.terminal = terminal;
    this.total = total;
  }

  /** What the options ask for. */
  static ProgressBar of(MapOptions options, Iterable<?> items) {
    return options.showsProgress()
        ? Terminal.find().map(terminal -> start(terminal, items)).orElse(NONE)
        : NONE;
  }

  private static ProgressBar start(PrintStream terminal, Iterable<?> items) {
    int total = items instanceof Collection<?> collection ? collection.size() : -1;
    ProgressBar bar = new ProgressBar(terminal, total);
    try {
      bar.printer = THREADS.newThread(bar::printNowAndThen);
      bar.printer.start();
      return bar;
    } catch (OutOfMemoryError e) {
      return NONE; // there are no more threads, and the call can do without
    }
  }

  /** Tasks have ended. */
  void count(Outcomes<?> outcomes) {
    if (this != NONE) {
      failed += outcomes.failed();
      ended += outcomes.count();
    }
  }

  /** Nothing more will be counted. Does not block. */
  void end() {
    if (this != NONE) {
      isOver = true;
      LockSupport.unpark(printer);
    }
  }

  /** {@link #end}; and the line is gone. May be called twice. */
  @Override
  public void close() {
    end();
    erase();
  }

  private void printNowAndThen() {
    while (!isOver) {
      LockSupport.parkNanos(this, PERIOD_NANOS);
      print();
    }
    erase();
  }

  synchronized void print() {
    if (!isOver) {
      Duration elapsed = Duration.ofNanos(System.nanoTime() - startNanos);
      show(new ProgressLine(ended, failed, total, elapsed).toString());
    }
  }

  private synchronized void erase() {
    if (shown > 0) {
      show("");
      terminal.print('\r');
      terminal.flush();
    }
  }

  /** Blanks over what a longer line leaves: each terminal knows these. */
  private void show(String line) {
    terminal.print("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
    terminal.flush();
    shown = line.length();
  }
}
