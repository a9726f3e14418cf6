package io.procpool.bench.soak;

import io.procpool.ProcessPool;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs what might hang on a thread of its own. If it shows no sign of life for too long, all stacks
 * are printed, and nobody waits for it any more.
 */
final class Guard {

  private static final long LOOK_MILLIS = 200;

  private final Duration silence;

  /** Volatile: set by what is guarded, read by who waits for it. */
  private volatile long lastSign = System.nanoTime();

  /**
   * @param silence how long it may show no sign of life
   */
  Guard(Duration silence) {
    this.silence = silence;
  }

  /** Says that what is guarded goes on. */
  void sign() {
    lastSign = System.nanoTime();
  }

  /**
   * Waits for something as long as it goes on.
   *
   * @throws HangException if it does not
   */
  <V> V call(String what, Callable<V> body) throws Exception {
    sign();
    FutureTask<V> task = new FutureTask<>(body);
    Thread thread = new Thread(task, "soak: " + what);
    thread.setDaemon(true);
    thread.start();
    while (true) {
      try {
        return task.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        checkSilence(what);
      } catch (ExecutionException e) {
        throw e.getCause() instanceof Exception cause ? cause : e;
      }
    }
  }

  /** {@link #call} of something that gives nothing. */
  void run(String what, Body body) throws Exception {
    call(
        what,
        () -> {
          body.run();
          return null;
        });
  }

  /**
   * Ends a pool that may do nothing any more.
   *
   * @return what has come of that, if not its end
   */
  Optional<String> terminate(ProcessPool pool) {
    try {
      run("terminate", pool::terminate);
      return Optional.empty();
    } catch (Exception e) {
      return Optional.of(e.toString());
    }
  }

  private void checkSilence(String what) {
    if (System.nanoTime() - lastSign > silence.toNanos()) {
      String hang = "'" + what + "' gave no sign of life for " + silence.toSeconds() + " s";
      Stacks.print(hang);
      throw new HangException(hang);
    }
  }

  /** What is guarded. */
  interface Body {

    void run() throws Exception;
  }

  /** What must never happen has happened. */
  static final class HangException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    HangException(String message) {
      super(message);
    }
  }
}
