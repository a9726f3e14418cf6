package io.procpool.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Threads of a test, with a bound on all waits. */
final class Threads {

  static final int LIMIT_SECONDS = 30;

  private Threads() {}

  /** Runs something on a thread of its own. */
  static <V> Running<V> start(Callable<V> what) {
    FutureTask<V> task = new FutureTask<>(what);
    Thread thread = new Thread(task, "test");
    thread.setDaemon(true);
    thread.start();
    return new Running<>(task, thread);
  }

  /** Runs the same on several threads, and waits for all. */
  static <V> List<V> all(int count, Callable<V> what) throws Exception {
    List<Running<V>> running = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      running.add(start(what));
    }
    List<V> results = new ArrayList<>();
    for (Running<V> one : running) {
      results.add(one.result());
    }
    return results;
  }

  static void eventually(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - deadline).as("what should have become true").isNegative();
      Thread.onSpinWait();
    }
  }

  /** A thread of a test. */
  record Running<V>(FutureTask<V> task, Thread thread) {

    V result() throws Exception {
      try {
        return task.get(LIMIT_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        throw e.getCause() instanceof Exception exception ? exception : e;
      } catch (TimeoutException e) {
        AssertionError stuck = new AssertionError("still at", e);
        stuck.setStackTrace(thread.getStackTrace());
        throw stuck;
      }
    }

    /** It sleeps, as far as can be told: it is done with looking. */
    void awaitAsleep() {
      eventually(() -> task.isDone() || isAsleep());
    }

    private boolean isAsleep() {
      for (StackTraceElement frame : thread.getStackTrace()) {
        if (frame.getClassName().endsWith(".Waiter") && frame.getMethodName().equals("sleep")) {
          return true;
        }
      }
      return false;
    }

    void interrupt() {
      thread.interrupt();
    }
  }
}
