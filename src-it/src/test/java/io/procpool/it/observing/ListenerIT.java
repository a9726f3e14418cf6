package io.procpool.it.observing;

import static io.procpool.it.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.PoolEvent;
import io.procpool.PoolEvent.ChunkGiven;
import io.procpool.PoolEvent.Recycling;
import io.procpool.PoolEvent.TasksEnded;
import io.procpool.PoolEvent.WorkerDied;
import io.procpool.PoolEvent.WorkerRecycled;
import io.procpool.PoolEvent.WorkerReplaced;
import io.procpool.PoolEvent.WorkerStarted;
import io.procpool.PoolListener;
import io.procpool.ProcessPool;
import io.procpool.ProcessPoolBuilder;
import io.procpool.TaskFailedException;
import io.procpool.WorkerDeath;
import io.procpool.WorkerDiedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ListenerIT {

  @Test
  void aWorkerIsToldOfFromItsStartToItsSuccessor() {
    Ear ear = new Ear();
    try (ProcessPool pool = pool(1, ear).build()) {
      long first = pool.apply(() -> ProcessHandle.current().pid());
      ProcessHandle.of(first).orElseThrow().destroyForcibly();
      eventually("a successor", () -> ear.heard(WorkerReplaced.class).size() == 1);
      long second = pool.apply(() -> ProcessHandle.current().pid());

      assertThat(ear.heard(WorkerStarted.class))
          .extracting(event -> event.worker().pid())
          .containsExactly(first, second);
      WorkerDied death = ear.heard(WorkerDied.class).get(0);
      assertThat(death.death().kind()).isEqualTo(WorkerDeath.Kind.SIGNAL);
      assertThat(death.reason()).contains("SIGKILL");
      assertThat(death.worker()).isEqualTo(ear.heard(WorkerStarted.class).get(0).worker());
      WorkerReplaced replaced = ear.heard(WorkerReplaced.class).get(0);
      assertThat(replaced.former().pid()).isEqualTo(first);
      assertThat(replaced.worker().pid()).isEqualTo(second);
      assertThat(replaced.worker().slot()).isZero();
    }
    assertThat(ear.heard(WorkerDied.class)).as("its end with the pool is no death").hasSize(1);
    assertThat(ear.heard(WorkerRecycled.class)).isEmpty();
  }

  @Test
  void aRecycledWorkerHasAReasonAndSoManyTasks() {
    Ear ear = new Ear();
    try (ProcessPool pool = pool(1, ear).maxTasksPerChild(3).build()) {
      pool.map(x -> x, numbers(7));
      eventually("two have ended", () -> ear.heard(WorkerReplaced.class).size() == 2);
    }
    assertThat(ear.heard(WorkerRecycled.class))
        .hasSize(2)
        .allMatch(event -> event.why() == Recycling.MAX_TASKS && event.tasks() == 3);
    assertThat(ear.heard(WorkerDied.class)).isEmpty();
  }

  @Test
  void surplusAndIdleWorkersSaySo() {
    Ear ear = new Ear();
    try (ProcessPool pool = pool(2, ear).idleTimeout(Duration.ofMillis(100)).build()) {
      eventually("idle ones end", () -> ear.heard(WorkerRecycled.class).size() == 2);
      assertThat(pool.stats().workers()).isEmpty();
    }
    assertThat(ear.heard(WorkerRecycled.class)).allMatch(event -> event.why() == Recycling.IDLE);

    Ear other = new Ear();
    try (ProcessPool pool = pool(2, other).build()) {
      eventually("both are there", () -> other.heard(WorkerStarted.class).size() == 2);
      pool.resize(1);
      eventually("one ends", () -> other.heard(WorkerRecycled.class).size() == 1);
    }
    assertThat(other.heard(WorkerRecycled.class))
        .singleElement()
        .matches(event -> event.why() == Recycling.RESIZED && event.worker().slot() == 1);
  }

  @Test
  void aStoppedTaskCostsItsWorkerWhichIsSaid() {
    Ear ear = new Ear();
    try (ProcessPool pool = pool(1, ear).taskTimeout(Duration.ofMillis(200)).build()) {
      assertThatThrownBy(() -> pool.apply(ListenerIT::sleepLong));
      eventually("it ends", () -> ear.heard(WorkerRecycled.class).size() == 1);
    }
    assertThat(ear.heard(WorkerRecycled.class).get(0).why()).isEqualTo(Recycling.TASK_STOPPED);
  }

  @Test
  void allTasksAreToldOfOnceWithThoseThatFailed() {
    Ear ear = new Ear();
    try (ProcessPool pool = pool(2, ear).retries(1).build()) {
      pool.map(x -> x, numbers(10_000));
      assertThatThrownBy(() -> pool.map(ListenerIT::failIfThird, numbers(9)))
          .isInstanceOf(TaskFailedException.class);
    }
    assertThat(ofJob(ear, 1).mapToInt(TasksEnded::tasks).sum()).isEqualTo(10_000);
    assertThat(ofJob(ear, 1)).allMatch(event -> event.failed() == 0 && event.worker() != null);
    assertThat(ofJob(ear, 1).mapToLong(TasksEnded::nanos).sum()).isPositive();
    assertThat(ofJob(ear, 2).mapToInt(TasksEnded::tasks).sum()).isEqualTo(9);
    assertThat(ofJob(ear, 2).mapToInt(TasksEnded::failed).sum()).isEqualTo(3);
    assertThat(ear.heard(ChunkGiven.class).stream().filter(event -> event.job() == 1))
        .anyMatch(event -> event.firstIndex() == 0);
  }

  @Test
  void aTaskThatEndsItsWorkerIsToldOfAsFailedBehindItsDeath() {
    Ear ear = new Ear();
    try (ProcessPool pool = pool(1, ear).build()) {
      assertThatThrownBy(() -> pool.apply(ListenerIT::exit))
          .isInstanceOf(WorkerDiedException.class);
    }
    List<PoolEvent> story =
        ear.heard().stream()
            .filter(event -> event instanceof WorkerDied || event instanceof TasksEnded)
            .toList();
    assertThat(story).hasSize(2);
    assertThat(((WorkerDied) story.get(0)).reason()).isEqualTo("exit code 42, by System.exit");
    assertThat(story.get(1)).isEqualTo(new TasksEnded(null, 1, 1, 1, 0));
  }

  @Test
  void aListenerThatBlocksHoldsUpNobodyAndNotTheEndOfThePool() {
    CountDownLatch never = new CountDownLatch(1);
    Ear ear = new Ear(event -> await(never));
    ProcessPool pool = pool(1, ear).stopTimeout(Duration.ofMillis(300)).build();

    assertThat(pool.map(x -> x, numbers(100_000))).hasSize(100_000);
    long start = System.nanoTime();
    pool.close();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    assertThat(ear.heard()).hasSize(1);
    never.countDown();
  }

  @Test
  void aListenerMayCallThePoolAndCloseIt() throws Exception {
    CompletableFuture<Object> answer = new CompletableFuture<>();
    CompletableFuture<ProcessPool> itsPool = new CompletableFuture<>();
    PoolListener caller =
        new PoolListener() {
          @Override
          public void onWorkerStarted(WorkerStarted event) {
            ProcessPool pool = itsPool.join();
            Integer value = pool.apply(() -> 42);
            long running = pool.stats().tasksDone();
            pool.close();
            answer.complete(List.of(value, running));
          }
        };
    itsPool.complete(pool(1, caller).build());

    assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(List.of(42, 1L));
  }

  @Test
  void whoHasClosedThePoolHasHeardAll() {
    for (int round = 0; round < 5; round++) {
      Ear ear = new Ear();
      try (ProcessPool pool = pool(1, ear).build()) {
        pool.apply(() -> 1);
      }
      assertThat(ear.heard(TasksEnded.class)).hasSize(1);
    }
  }

  private static ProcessPoolBuilder pool(int processes, PoolListener listener) {
    return ProcessPool.builder().processes(processes).listener(listener);
  }

  private static Stream<TasksEnded> ofJob(Ear ear, long job) {
    return ear.heard(TasksEnded.class).stream().filter(event -> event.job() == job);
  }

  private static List<Integer> numbers(int count) {
    return new ArrayList<>(IntStream.range(0, count).boxed().toList());
  }

  private static int failIfThird(int number) {
    if (number % 3 == 0) {
      throw new IllegalArgumentException("a third");
    }
    return number;
  }

  private static int exit() {
    System.exit(42);
    return 0;
  }

  private static int sleepLong() throws InterruptedException {
    Thread.sleep(60_000);
    return 0;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
