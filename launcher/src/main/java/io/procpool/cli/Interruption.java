package io.procpool.cli;

import io.procpool.ProcessPool;
import io.procpool.Results;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What Ctrl-C and SIGTERM mean to a run.
 *
 * <pre>
 *   first    no more tasks are started; those that run may end within the grace, then they are killed
 *   second   the run ends at once, and its workers with it
 * </pre>
 *
 * <p>Each signal comes on a thread of its own. Where the JVM has no {@code sun.misc.Signal}, the
 * first signal is the second. Guarded by its lock.
 */
final class Interruption {

  private final Duration grace;
  private final Progress progress;

  /** The signal's thread waits for it, which the main thread opens. */
  private final CountDownLatch isOver = new CountDownLatch(1);

  private ProcessPool pool;
  private Results<?> results;
  private ExitCode exitCode;

  Interruption(Duration grace, Progress progress) {
    this.grace = grace;
    this.progress = progress;
  }

  /** From now on signals are taken. */
  void listen() {
    take("INT", ExitCode.INTERRUPTED);
    take("TERM", ExitCode.TERMINATED);
  }

  /** There is something that can come to an orderly end. */
  synchronized void onStart(ProcessPool pool, Results<?> results) {
    this.pool = pool;
    this.results = results;
  }

  /** The run has come to its end. */
  void onEnd() {
    isOver.countDown();
  }

  synchronized boolean hasCome() {
    return exitCode != null;
  }

  /** Of a run that was interrupted. */
  synchronized ExitCode exitCode() {
    return exitCode;
  }

  private void onSignal(ExitCode code) {
    if (!isFirst(code)) {
      endAtOnce(code);
    }
    results.drain();
    progress.onInterrupt(grace);
    try {
      if (!isOver.await(grace.toNanos(), TimeUnit.NANOSECONDS)) {
        pool.terminate();
      }
    } catch (InterruptedException e) {
      pool.terminate(); // nobody interrupts a signal's thread
    }
  }

  private void endAtOnce(ExitCode code) {
    if (pool != null) {
      pool.terminate();
    }
    ProcpoolMain.endAtOnce(code);
  }

  private synchronized boolean isFirst(ExitCode code) {
    boolean isFirst = exitCode == null && results != null;
    exitCode = code;
    return isFirst;
  }

  /** By reflection, for the class is not part of the Java API. */
  private void take(String signalName, ExitCode code) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object ours =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                onSignal(code);
                return null;
              });
      Object which = signal.getConstructor(String.class).newInstance(signalName);
      signal.getMethod("handle", signal, handler).invoke(null, which, ours);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      return; // then the signal ends this JVM, and a shutdown hook tells how far it came
    }
  }
}
