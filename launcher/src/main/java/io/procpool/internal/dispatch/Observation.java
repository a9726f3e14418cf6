package io.procpool.internal.dispatch;

import io.procpool.PoolEvent.ChunkGiven;
import io.procpool.PoolEvent.TasksEnded;
import io.procpool.PoolEvent.WorkerDied;
import io.procpool.PoolEvent.WorkerRecycled;
import io.procpool.PoolEvent.WorkerReplaced;
import io.procpool.PoolEvent.WorkerStarted;
import io.procpool.PoolStats;
import io.procpool.PoolStats.WorkerStats;
import io.procpool.PoolWorker;
import io.procpool.internal.engine.Outcomes;
import io.procpool.internal.observing.Observers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts what a pool of processes does, and tells whoever observes it. While nobody does, no event
 * is made. The pool thread's own.
 */
final class Observation {

  private final Observers observers;

  /** By their slots, the workers that have ended there and have no successor yet. */
  private final Map<Integer, PoolWorker> gone = new HashMap<>();

  private long tasksDone;
  private long tasksFailed;
  private long restarts;

  Observation(Observers observers) {
    this.observers = observers;
  }

  /** It can be given tasks. */
  void onReady(Worker worker) {
    PoolWorker identity = worker.identity();
    PoolWorker former = gone.remove(worker.slot());
    restarts += former == null ? 0 : 1;
    if (observers.areThere()) {
      observers.tell(new WorkerStarted(identity, worker.startTime()));
      if (former != null) {
        observers.tell(new WorkerReplaced(former, identity));
      }
    }
  }

  /** It has ended, and not because its pool ends. */
  void onEnd(Worker worker, Loss loss) {
    if (worker.isSpare()) {
      return; // nobody has been told of it
    }
    PoolWorker identity = worker.identity();
    gone.put(worker.slot(), identity);
    if (observers.areThere()) {
      observers.tell(
          worker.recycling != null && loss.isOrderly()
              ? new WorkerRecycled(identity, worker.recycling, worker.tasksEnded())
              : new WorkerDied(identity, loss.death(), loss.describe()));
    }
  }

  /** Of a call, its end says all: it is too short for two events. */
  void onGiven(Worker worker, Chunk chunk) {
    if (!chunk.job.isCall() && observers.areThere()) {
      observers.tell(
          new ChunkGiven(worker.identity(), chunk.job.number, chunk.firstIndex, chunk.count));
    }
  }

  /**
   * Tasks have ended for good.
   *
   * @param worker that has run them, or {@code null}
   * @param nanos that they took; 0 if that is not known
   */
  void onOutcomes(Job job, Outcomes<?> outcomes, Worker worker, long nanos) {
    int failed = outcomes.failed();
    tasksFailed += failed;
    tasksDone += outcomes.count() - failed;
    if (observers.areThere()) {
      PoolWorker identity = worker == null ? null : worker.identity();
      observers.tell(new TasksEnded(identity, job.number, outcomes.count(), failed, nanos));
    }
  }

  /** The pool has ended. */
  void onClosed() {
    observers.passOn();
  }

  PoolStats stats(Roster workers, Iterable<Job> jobs) {
    List<WorkerStats> each = new ArrayList<>();
    long running = 0;
    long queued = 0;
    for (Worker worker : workers) {
      if (worker.isSpare()) {
        continue;
      }
      WorkerStats seen = stats(worker);
      each.add(seen);
      running += seen.running().isPresent() ? 1 : 0;
      queued += worker.remaining() - (seen.running().isPresent() ? 1 : 0);
    }
    for (Job job : jobs) {
      queued += job.waitingTasks();
    }
    each.sort(Comparator.comparingInt(seen -> seen.worker().slot()));
    return new PoolStats(workers.slots(), each, tasksDone, tasksFailed, running, queued, restarts);
  }

  private static WorkerStats stats(Worker worker) {
    Worker.Running running = worker.running();
    return new WorkerStats(
        worker.identity(),
        state(worker),
        worker.tasksEnded(),
        worker.residentBytes(),
        Optional.ofNullable(running).map(task -> since(task.sinceNanos())));
  }

  private static PoolStats.State state(Worker worker) {
    return switch (worker.state()) {
      case STARTING -> PoolStats.State.STARTING;
      case READY -> worker.isIdle() ? PoolStats.State.IDLE : PoolStats.State.BUSY;
      case STOPPING, GONE -> PoolStats.State.ENDING;
    };
  }

  /** Two clocks may differ by a little. */
  private static Duration since(long nanoTime) {
    return Duration.ofNanos(Math.max(0, System.nanoTime() - nanoTime));
  }
}
