package io.procpool.internal.dispatch;

import io.procpool.JobTimeoutException;
import io.procpool.PoolEvent.Recycling;
import io.procpool.internal.dispatch.Worker.Running;
import io.procpool.protocol.InterruptPayload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Holds tasks and jobs to their limits. The pool thread's own.
 *
 * <pre>
 *   given -- limit of its task passes --> look at the status page
 *     another task runs by now, or none: look again when that one can be over its limit
 *     it is over its limit:  INTERRUPT -- grace --> kill    and in any case a new worker
 *     none, and none has ended since long before: the worker itself is stuck, and killed
 * </pre>
 *
 * <p>To a worker that is debugged none of this applies, but that its tasks are interrupted.
 *
 * <p>So a worker costs one look for each time as long as the limit, however many tasks it runs in
 * it.
 */
final class TimeLimits {

  /** From telling a worker to begin nothing more to killing it. */
  private static final Duration LAST_MOMENT = Duration.ofMillis(50);

  private final PoolThread thread;
  private final Duration grace;
  private final Duration answer;
  private final Iterable<Job> jobs;
  private final Roster workers;
  private final BiConsumer<Chunk, Expiry> onExpiry;
  private final BiConsumer<Job, JobTimeoutException> onJobOver;
  private final Alarm alarm;

  /**
   * @param limits the grace; and how long a worker may take to answer, which is as long as to stop
   * @param onExpiry is told of a chunk that was taken from its job's backlog
   * @param onJobOver is told of a job that is to be stopped
   */
  TimeLimits(
      PoolThread thread,
      PoolSettings.Limits limits,
      Iterable<Job> jobs,
      Roster workers,
      BiConsumer<Chunk, Expiry> onExpiry,
      BiConsumer<Job, JobTimeoutException> onJobOver) {
    this.thread = thread;
    this.grace = limits.grace();
    this.answer = limits.stop();
    this.jobs = jobs;
    this.workers = workers;
    this.onExpiry = onExpiry;
    this.onJobOver = onJobOver;
    this.alarm = new Alarm(thread, this::onAlarm);
  }

  // ---- a task that runs

  /** A worker has been given a chunk. */
  void onGiven(Worker worker, Chunk chunk) {
    if (chunk.job.terms.taskLimit() != null && !worker.isDebugged) {
      watch(worker, chunk.job.terms.taskLimit());
    }
  }

  /** Interrupts what runs of a job, and kills workers that do not end it within the grace. */
  void stop(Job job) {
    for (Worker worker : workers) {
      for (Chunk chunk : worker.chunks()) {
        if (chunk.job == job) {
          worker.interrupt(chunk, InterruptPayload.ANY_TASK);
          if (!worker.isDebugged) {
            thread.after(grace, () -> killIfIn(worker, chunk, false));
          }
        }
      }
    }
  }

  private void watch(Worker worker, Duration delay) {
    if (worker.watch == null) {
      worker.watch = new Alarm(thread, () -> look(worker));
    }
    worker.watch.setTo(System.nanoTime() + delay.toNanos());
  }

  private void look(Worker worker) {
    Duration shortest = shortestLimit(worker);
    if (worker.state() == Worker.State.GONE || shortest == null) {
      return;
    }
    Running running = worker.running();
    if (running == null && worker.isStuck(shortest.plus(grace))) {
      worker.killFor("it has started none of its tasks for more than " + shortest);
      return;
    }
    Duration limit = running == null ? null : running.chunk().job.terms.taskLimit();
    if (limit == null) {
      watch(worker, shortest);
      return;
    }
    Duration left = limit.minusNanos(System.nanoTime() - running.sinceNanos());
    boolean isOver = left.isNegative() || left.isZero();
    if (isOver && !running.chunk().hasOverrun(running.task())) {
      onOver(worker, running, limit);
    }
    watch(worker, isOver || left.compareTo(shortest) > 0 ? shortest : left);
  }

  /** Of the chunks that a worker has and that have one; {@code null} if none has. */
  private static Duration shortestLimit(Worker worker) {
    Duration shortest = null;
    for (Chunk chunk : worker.chunks()) {
      Duration limit = chunk.job.terms.taskLimit();
      if (limit != null && (shortest == null || limit.compareTo(shortest) < 0)) {
        shortest = limit;
      }
    }
    return shortest;
  }

  private void onOver(Worker worker, Running running, Duration limit) {
    Chunk chunk = running.chunk();
    Overrun overrun = new Overrun(running.task(), limit, grace, worker.describe());
    chunk.add(overrun);
    worker.retire(Recycling.TASK_STOPPED);
    worker.interrupt(chunk, running.task());
    thread.after(grace, () -> killIfOver(worker, chunk, overrun));
  }

  private void killIfOver(Worker worker, Chunk chunk, Overrun overrun) {
    Running running = worker.has(chunk) ? worker.running() : null;
    if (running != null && running.chunk() == chunk && running.task() == overrun.task) {
      overrun.onKill();
      worker.killFor("task " + (chunk.firstIndex + overrun.task) + " ran for too long");
    }
  }

  /**
   * Only a task of the chunk itself is killed, and not what may have begun behind it: so the worker
   * is first told to begin nothing.
   */
  private void killIfIn(Worker worker, Chunk chunk, boolean wasIdle) {
    if (!worker.has(chunk)) {
      return;
    }
    Running running = worker.running();
    if (running == null && wasIdle) {
      worker.killFor("it did not give a cancelled task back within " + grace);
    } else if (running != null && running.chunk() == chunk) {
      worker.retire(Recycling.TASK_STOPPED);
      thread.after(LAST_MOMENT, () -> killIfStillIn(worker, running));
    } else { // another task runs, or none, and the recall is not answered yet
      Duration delay = grace.plus(LAST_MOMENT);
      thread.after(delay, () -> killIfIn(worker, chunk, running == null));
    }
  }

  private void killIfStillIn(Worker worker, Running seen) {
    if (seen.equals(worker.running())) {
      worker.killFor("a cancelled task did not end within its grace of " + grace);
    } else {
      killIfIn(worker, seen.chunk(), false);
    }
  }

  // ---- what waits, and jobs

  /** A job with limits has begun, or some of its tasks wait. */
  void onJob(Job job) {
    if (job.terms.jobLimit() != null) {
      alarm.setTo(job.startNanos + job.terms.jobLimit().toNanos());
    }
  }

  /** A chunk waits. */
  void onQueued(Chunk chunk) {
    if (chunk.job.terms.queueLimit() != null) {
      alarm.setTo(chunk.queuedNanos + chunk.job.terms.queueLimit().toNanos());
    }
  }

  private void onAlarm() {
    long now = System.nanoTime();
    for (Job job : copyOfJobs()) {
      checkJob(job, now);
      checkQueue(job, now);
    }
  }

  private void checkJob(Job job, long now) {
    Duration limit = job.terms.jobLimit();
    if (limit == null) {
      return;
    }
    long end = job.startNanos + limit.toNanos();
    if (end - now <= 0) {
      onJobOver.accept(job, new JobTimeoutException("The call took longer than " + limit + "."));
    } else {
      alarm.setTo(end);
    }
  }

  private void checkQueue(Job job, long now) {
    Duration limit = job.terms.queueLimit();
    if (limit == null || !job.isWanted()) {
      return;
    }
    long before = now - limit.toNanos();
    for (Chunk chunk : job.takeOlderThan(before)) {
      onExpiry.accept(chunk, new Expiry(limit));
    }
    long next = job.oldestNanos(now);
    for (Worker worker : workers) {
      Running running = worker.running();
      worker.recallAll(
          chunk -> !isLastOf(running, chunk) && isNewlyExpired(worker, chunk, job, before));
      for (Chunk chunk : worker.chunks()) {
        boolean isWaiting = chunk.job == job && !chunk.isExpired && !isLastOf(running, chunk);
        next = isWaiting && chunk.queuedNanos - next < 0 ? chunk.queuedNanos : next;
      }
    }
    alarm.setTo(next + limit.toNanos());
  }

  private static boolean isLastOf(Running running, Chunk chunk) {
    return running != null && running.chunk() == chunk && running.task() == chunk.count - 1;
  }

  private boolean isNewlyExpired(Worker worker, Chunk chunk, Job job, long before) {
    boolean isNew = chunk.job == job && !chunk.isExpired && chunk.queuedNanos - before <= 0;
    if (isNew) {
      chunk.isExpired = true;
      if (!worker.isDebugged) {
        thread.after(answer, () -> killIfSilent(worker, chunk));
      }
    }
    return isNew;
  }

  /** A worker that is stopped would keep the tasks that it was asked for. */
  private void killIfSilent(Worker worker, Chunk chunk) {
    if (!worker.has(chunk) || chunk.isRecallAnswered) {
      return;
    }
    Running running = worker.running();
    if (running != null && isLastOf(running, chunk)) {
      thread.after(answer, () -> killIfSilent(worker, chunk)); // nothing of it waits any more
    } else {
      worker.killFor("it did not answer within " + answer);
    }
  }

  private List<Job> copyOfJobs() {
    List<Job> copy = new ArrayList<>();
    jobs.forEach(copy::add);
    return copy;
  }
}
