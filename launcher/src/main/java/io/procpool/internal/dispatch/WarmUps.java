package io.procpool.internal.dispatch;

import io.procpool.ProcpoolException;
import io.procpool.TaskFailedException;
import io.procpool.WorkerDiedException;
import io.procpool.protocol.Frame;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Has workers warmed up. One that is to run something for it finishes the tasks that it has, and is
 * given no others meanwhile. The pool thread's own.
 */
final class WarmUps {

  private final PoolThread thread;
  private final Duration limit;
  private final Roster workers;
  private final Runnable onFree;
  private final List<WarmUp> open = new ArrayList<>();

  /** What reserved workers are to run when they have nothing else. */
  private final Map<Worker, Deque<WarmUp>> toRun = new HashMap<>();

  private final Map<Worker, Running> running = new HashMap<>();
  private long runs;

  /**
   * @param limit for what a worker runs
   * @param onFree is told when a worker can be given tasks again
   */
  WarmUps(PoolThread thread, Duration limit, Roster workers, Runnable onFree) {
    this.thread = thread;
    this.limit = limit;
    this.workers = workers;
    this.onFree = onFree;
  }

  /** Whether somebody waits for workers. */
  boolean areOpen() {
    endThoseThatAreOver();
    return !open.isEmpty();
  }

  void add(WarmUp warmUp) {
    open.add(warmUp);
    for (Worker worker : workers) {
      if (!worker.isSpare() && worker.state() == Worker.State.READY) {
        begin(warmUp, worker);
      }
    }
    endThoseThatAreOver();
  }

  /** A slot has one that can be given tasks. */
  void onReady(Worker worker) {
    for (WarmUp warmUp : open) {
      begin(warmUp, worker);
    }
    endThoseThatAreOver();
  }

  private void begin(WarmUp warmUp, Worker worker) {
    if (warmUp.task == null) {
      warmUp.onWarm(worker.slot());
    } else if (!warmUp.isWarm(worker.slot())) {
      worker.isReserved = true;
      toRun.computeIfAbsent(worker, key -> new ArrayDeque<>()).add(warmUp);
      onNothingLeft(worker);
    }
  }

  /** Or nothing but what is to be run here. */
  void onNothingLeft(Worker worker) {
    boolean isReady = worker.load() == 0 && worker.state() == Worker.State.READY;
    if (!worker.isReserved || !isReady || running.containsKey(worker)) {
      return;
    }
    WarmUp next = next(worker);
    if (next != null) {
      run(next, worker);
    } else {
      worker.isReserved = false;
      onFree.run();
    }
  }

  /** {@code null} if there is none for which somebody waits. */
  private WarmUp next(Worker worker) {
    Deque<WarmUp> its = toRun.get(worker);
    while (!its.isEmpty()) {
      WarmUp next = its.remove();
      if (!next.isOver(workers.slots())) {
        return next;
      }
    }
    toRun.remove(worker);
    return null;
  }

  /** The timer is no reason to keep a worker, or the loader of what it runs. */
  private void run(WarmUp warmUp, Worker worker) {
    runs++;
    long number = runs;
    running.put(worker, new Running(number, warmUp));
    worker.initialize(warmUp.task);
    if (!worker.isDebugged) {
      WeakReference<Worker> weak = new WeakReference<>(worker);
      thread.after(limit, () -> killIfRunning(weak.get(), number));
    }
  }

  private void killIfRunning(Worker worker, long number) {
    Running its = running.get(worker);
    if (its != null && its.number == number) {
      worker.killFor("its warm-up did not end within the initializerTimeout of " + limit);
    }
  }

  /** It has run what it was to run. */
  void onEnd(Worker worker, Frame frame) {
    Running its = running.remove(worker);
    if (its == null) {
      worker.killFor("it has run what it was not asked to");
      return;
    }
    WarmUp warmUp = its.warmUp;
    if (frame.length() == 0) {
      warmUp.onWarm(worker.slot());
    } else {
      warmUp.task.readFailure(frame, thrown -> thread.post(() -> failed(warmUp, worker, thrown)));
    }
    endThoseThatAreOver();
    onNothingLeft(worker);
  }

  private void failed(WarmUp warmUp, Worker worker, Throwable thrown) {
    String message = worker.describe() + " could not be warmed up: " + thrown;
    warmUp.fail(new TaskFailedException(worker.slot(), null, message, thrown));
    endThoseThatAreOver();
  }

  /** What it was running has failed; what it was still to run is its replacement's. */
  void onExit(Worker worker, Loss loss) {
    toRun.remove(worker);
    Running its = running.remove(worker);
    if (its != null) {
      String message =
          worker.describe() + " ended (" + loss.describe() + ") while it was warmed up.";
      its.warmUp.fail(new WorkerDiedException(worker.slot(), null, message, loss.death(), null));
      endThoseThatAreOver();
    }
  }

  /** There may be fewer slots. */
  void endThoseThatAreOver() {
    if (!open.isEmpty()) {
      open.removeIf(warmUp -> warmUp.isOver(workers.slots()));
    }
  }

  /** There will be no workers. */
  void close(ProcpoolException cause) {
    open.forEach(warmUp -> warmUp.fail(cause));
    open.clear();
  }

  /**
   * What a worker runs.
   *
   * @param number of this run
   */
  private record Running(long number, WarmUp warmUp) {}
}
