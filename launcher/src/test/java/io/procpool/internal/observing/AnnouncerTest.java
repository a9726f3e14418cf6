package io.procpool.internal.observing;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.PoolEvent;
import io.procpool.PoolEvent.EventsDropped;
import io.procpool.PoolEvent.TasksEnded;
import io.procpool.PoolEvent.WorkerStarted;
import io.procpool.PoolListener;
import io.procpool.PoolWorker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class AnnouncerTest implements PoolListener {

  private static final WorkerStarted STARTED =
      new WorkerStarted(new PoolWorker("worker", 0, 1), Duration.ZERO);

  private final Queue<Runnable> threads = new ArrayDeque<>();
  private final List<PoolEvent> heard = new ArrayList<>();
  private final Announcer announcer = new Announcer(this, threads::add);

  @Override
  public void onWorkerStarted(WorkerStarted event) {
    heard.add(event);
  }

  @Override
  public void onTasksEnded(TasksEnded event) {
    heard.add(event);
    if (event.failed() > 0) {
      throw new IllegalStateException("of the listener");
    }
  }

  @Override
  public void onEventsDropped(EventsDropped event) {
    heard.add(event);
  }

  @Test
  void eventsOfTasksWaitForOneAnotherAndTakeOneThread() {
    assertThat(announcer.add(tasks(1))).as("is to be passed on soon").isTrue();
    assertThat(announcer.add(tasks(2))).isFalse();
    assertThat(threads).isEmpty();

    announcer.passOn();
    announcer.passOn();

    tellAll();
    assertThat(heard).containsExactly(tasks(1), tasks(2));
  }

  @Test
  void whatAWorkerComesToIsToldAtOnceBehindWhatWasBeforeIt() {
    announcer.add(tasks(1));
    assertThat(announcer.add(STARTED)).isFalse();

    tellAll();
    assertThat(heard).containsExactly(tasks(1), STARTED);
  }

  @Test
  void aSlowListenerLosesEventsOfTasksAndHearsHowMany() {
    addAndPassOn(Announcer.MOST + 1000);
    announcer.add(STARTED);
    addAndPassOn(1);

    tellAll();
    assertThat(heard).hasSize(Announcer.MOST + 3);
    assertThat(heard.subList(Announcer.MOST, heard.size()))
        .containsExactly(new EventsDropped(1000), STARTED, new EventsDropped(1));
  }

  @Test
  void alsoWhatWorkersComeToIsBounded() {
    for (int i = 0; i < 3 * Announcer.MOST; i++) {
      announcer.add(STARTED);
    }

    tellAll();
    assertThat(heard).endsWith(STARTED, new EventsDropped(Announcer.MOST));
  }

  @Test
  void whatAListenerThrowsHarmsNoOtherEvent() {
    announcer.add(new TasksEnded(null, 1, 1, 1, 0));
    announcer.add(new TasksEnded(null, 1, 1, 1, 0));
    announcer.add(STARTED);

    tellAll();
    assertThat(heard).hasSize(3);
  }

  @Test
  void whereThereIsNoThreadTheNextEventTriesAgain() {
    List<Runnable> later = new ArrayList<>();
    Announcer refused =
        new Announcer(
            this,
            task -> {
              later.add(task);
              if (later.size() == 1) {
                throw new RejectedExecutionException();
              }
            });
    refused.add(STARTED);
    refused.add(STARTED);

    later.get(1).run();
    assertThat(heard).containsExactly(STARTED, STARTED);
  }

  @Test
  void whoeverClosesThePoolWaitsForAListenerNoLongerThanItsTime() throws Exception {
    announcer.awaitTold(Duration.ofDays(1));
    announcer.add(STARTED);

    announcer.awaitTold(Duration.ofMillis(10));
    assertThat(heard).isEmpty();
    tellAll();
    announcer.awaitTold(Duration.ofDays(1));
  }

  private void addAndPassOn(int events) {
    for (int i = 0; i < events; i++) {
      announcer.add(tasks(1));
    }
    announcer.passOn();
  }

  private void tellAll() {
    assertThat(threads).hasSize(1);
    threads.remove().run();
  }

  private static TasksEnded tasks(int count) {
    return new TasksEnded(null, 1, count, 0, 0);
  }
}
