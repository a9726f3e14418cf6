package io.procpool.internal.threads;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.PoolEvent;
import io.procpool.PoolEvent.Recycling;
import io.procpool.PoolEvent.TasksEnded;
import io.procpool.PoolEvent.WorkerRecycled;
import io.procpool.PoolEvent.WorkerReplaced;
import io.procpool.PoolEvent.WorkerStarted;
import io.procpool.PoolListener;
import io.procpool.ProcpoolException;
import io.procpool.TaskOptions;
import io.procpool.internal.engine.OutcomeSink;
import io.procpool.internal.engine.Outcomes;
import io.procpool.internal.engine.PoolThreads;
import io.procpool.internal.engine.SingleItem;
import io.procpool.internal.engine.Terms;
import io.procpool.internal.observing.Announcer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A crew of one thread that ends when it has had nothing to do for some milliseconds. */
@Timeout(60)
class ObservedCrewTest implements PoolListener, OutcomeSink<Integer> {

  private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final ThreadSettings SETTINGS =
      new ThreadSettings(
          1,
          false,
          TaskOptions.DEFAULT,
          Duration.ZERO,
          WorkerHooks.NONE,
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          null);

  private final BlockingQueue<PoolEvent> heard = new LinkedBlockingQueue<>();
  private final Clock clock = new Clock(new PoolThreads("crew-clock-"));
  private final Crew crew =
      new Crew(
          "crew",
          1,
          new Duties("crew", SETTINGS, clock),
          IDLE_NANOS,
          new PoolThreads("crew-thread-"),
          clock,
          new Announcer(this, Runnable::run));

  @AfterEach
  void close() {
    crew.close();
    crew.closed().join();
    clock.stop();
  }

  @Test
  void anIdleThreadIsRecycledAndTheNextTakesItsPlace() throws Exception {
    run(1000);
    WorkerStarted first = next(WorkerStarted.class);
    assertThat(tasksUntilIdle()).isEqualTo(1000);

    run(1);
    WorkerStarted second = next(WorkerStarted.class);
    assertThat(second.worker().slot()).isEqualTo(first.worker().slot());
    assertThat(next(WorkerReplaced.class))
        .isEqualTo(new WorkerReplaced(first.worker(), second.worker()));
    assertThat(tasksUntilIdle()).isEqualTo(1);
    assertThat(crew.stats().restarts()).isEqualTo(1);
  }

  /** Told of together: a thousand of them do not make a thousand events. */
  private int tasksUntilIdle() throws InterruptedException {
    int tasks = 0;
    int events = 0;
    PoolEvent event = heard.take();
    for (; event instanceof TasksEnded ended; event = heard.take()) {
      tasks += ended.tasks();
      events++;
    }
    WorkerRecycled recycled = (WorkerRecycled) event;
    assertThat(recycled.why()).isEqualTo(Recycling.IDLE);
    assertThat(recycled.tasks()).isEqualTo(tasks);
    assertThat(events).isLessThanOrEqualTo(1 + tasks / 2);
    return tasks;
  }

  private void run(int tasks) {
    Work<Integer, Integer> work = Work.of(x -> x, false, Terms.of(TaskOptions.DEFAULT));
    ThreadJob<Integer, Integer> job =
        new ThreadJob<>(work, new SingleItem<>(0), this, crew, clock, Duration.ZERO);
    job.start();
    synchronized (crew) { // all at once: the thread is not idle between two of them
      for (int i = 0; i < tasks; i++) {
        job.add(i);
      }
    }
    job.onInputEnd();
  }

  private <E extends PoolEvent> E next(Class<E> type) throws InterruptedException {
    return type.cast(heard.take());
  }

  @Override
  public void onWorkerStarted(WorkerStarted event) {
    heard.add(event);
  }

  @Override
  public void onWorkerReplaced(WorkerReplaced event) {
    heard.add(event);
  }

  @Override
  public void onWorkerRecycled(WorkerRecycled event) {
    heard.add(event);
  }

  @Override
  public void onTasksEnded(TasksEnded event) {
    heard.add(event);
  }

  @Override
  public void onOutcomes(Outcomes<Integer> outcomes) {
    // they are not what is looked at
  }

  @Override
  public void onEnd() {
    // nobody waits for it
  }

  @Override
  public void onLost(ProcpoolException cause) {
    throw new AssertionError(cause);
  }
}
