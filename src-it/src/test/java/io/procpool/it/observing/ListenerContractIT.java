package io.procpool.it.observing;

import static io.procpool.it.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.procpool.MapOptions;
import io.procpool.Pool;
import io.procpool.PoolEvent;
import io.procpool.PoolEvent.ChunkGiven;
import io.procpool.PoolEvent.TasksEnded;
import io.procpool.PoolEvent.WorkerDied;
import io.procpool.PoolEvent.WorkerReplaced;
import io.procpool.PoolEvent.WorkerStarted;
import io.procpool.PoolWorker;
import io.procpool.Retries;
import io.procpool.TaskOptions;
import io.procpool.TaskTimeoutException;
import io.procpool.it.Logged;
import io.procpool.it.contract.PoolKind;
import io.procpool.task.TaskContext;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a listener hears of every kind of pool. */
class ListenerContractIT {

  private final Ear ear = new Ear();

  static Stream<PoolKind> kinds() {
    return PoolKind.all();
  }

  static Stream<PoolKind> concurrentKinds() {
    return PoolKind.concurrent();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void eachTaskIsToldOfOnceWithItsJobAndItsWorker(PoolKind kind) {
    Set<String> workers;
    try (Pool pool = kind.open(2, ear)) {
      workers = new HashSet<>(pool.map(x -> TaskContext.current().workerName(), numbers(1000)));
      assertThatThrownBy(() -> pool.map(ListenerContractIT::failIfThird, numbers(9)));
      pool.apply(() -> 1);
    }

    assertThat(ofJob(1).mapToInt(TasksEnded::tasks).sum()).isEqualTo(1000);
    assertThat(ofJob(1).mapToInt(TasksEnded::failed).sum()).isZero();
    assertThat(ofJob(1).mapToLong(TasksEnded::nanos).sum()).isPositive();
    assertThat(ofJob(1).map(TasksEnded::worker).map(PoolWorker::name)).hasSameElementsAs(workers);
    assertThat(ofJob(2).mapToInt(TasksEnded::tasks).sum()).isEqualTo(9);
    assertThat(ofJob(2).mapToInt(TasksEnded::failed).sum()).isEqualTo(3);
    assertThat(ofJob(3)).hasSize(1);
    assertThat(ear.heard(WorkerDied.class)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whatIsTriedAgainIsToldOfWhenItHasEnded(PoolKind kind) {
    TaskOptions twice = TaskOptions.DEFAULT.withRetries(Retries.of(2));
    try (Pool pool = kind.open(1, ear)) {
      assertThatThrownBy(() -> pool.apply(() -> failIfThird(0), twice));
    }
    assertThat(ear.heard(TasksEnded.class))
        .singleElement()
        .matches(event -> event.tasks() == 1 && event.failed() == 1);
  }

  @ParameterizedTest
  @EnumSource(names = {"PROCESS", "THREAD"})
  void aWorkerIsToldOfBeforeItsTasks(PoolKind kind) {
    try (Pool pool = kind.open(1, ear)) {
      pool.map(x -> x, numbers(10));
    }
    List<PoolEvent> heard =
        ear.heard().stream().filter(event -> !(event instanceof ChunkGiven)).toList();
    assertThat(heard.get(0)).isInstanceOf(WorkerStarted.class);
    assertThat(((WorkerStarted) heard.get(0)).took()).isPositive();
    assertThat(((TasksEnded) heard.get(1)).worker())
        .isEqualTo(((WorkerStarted) heard.get(0)).worker());
  }

  @ParameterizedTest
  @MethodSource("concurrentKinds")
  void aWorkerThatCannotBeStoppedHasDiedAndHasASuccessor(PoolKind kind) {
    TaskOptions brief = TaskOptions.DEFAULT.withTaskTimeout(Duration.ofMillis(100));
    AtomicBoolean isOver = new AtomicBoolean();
    try (Pool pool = kind.open(1, ear)) {
      assertThatThrownBy(() -> pool.apply(() -> spin(isOver), brief))
          .isInstanceOf(TaskTimeoutException.class);
      isOver.set(true);
      assertThat(pool.<Integer>apply(() -> 42)).isEqualTo(42);
      eventually("a successor", () -> ear.heard(WorkerReplaced.class).size() == 1);
      assertThat(pool.stats().restarts()).isEqualTo(1);
    }
    WorkerDied death = ear.heard(WorkerDied.class).get(0);
    assertThat(death.reason()).startsWith("task 0 ");
    WorkerReplaced replaced = ear.heard(WorkerReplaced.class).get(0);
    assertThat(replaced.former()).isEqualTo(death.worker());
    assertThat(replaced.worker().slot()).isEqualTo(death.worker().slot());
    assertThat(ear.heard(TasksEnded.class).get(0)).isEqualTo(new TasksEnded(null, 1, 1, 1, 0));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whatAListenerThrowsIsLoggedOnceAndHarmsNobody(PoolKind kind) {
    Ear bad =
        new Ear(
            event -> {
              throw new IllegalStateException("no ear for this");
            });
    MapOptions oneByOne = MapOptions.DEFAULT.withChunkSize(1);
    try (Logged logged = Logged.listen()) {
      try (Pool pool = kind.open(1, bad)) {
        assertThat(pool.<Integer, Integer>map(x -> x, numbers(10), oneByOne)).hasSize(10);
      }
      assertThat(bad.heard(TasksEnded.class).stream().mapToInt(TasksEnded::tasks).sum())
          .isEqualTo(10);
      assertThat(logged.messages()).singleElement(STRING).contains("listener has thrown");
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aListenerMayCallThePool(PoolKind kind) {
    AtomicBoolean hasCalled = new AtomicBoolean();
    Pool[] pools = new Pool[1];
    Ear caller =
        new Ear(
            event -> {
              if (event instanceof TasksEnded && !hasCalled.getAndSet(true)) {
                pools[0].apply(() -> 1);
              }
            });
    try (Pool pool = kind.open(1, caller)) {
      pools[0] = pool;
      pool.apply(() -> 1);
      eventually("both are told", () -> caller.heard(TasksEnded.class).size() == 2);
    }
  }

  private Stream<TasksEnded> ofJob(long job) {
    return ear.heard(TasksEnded.class).stream().filter(event -> event.job() == job);
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static int failIfThird(int number) {
    if (number % 3 == 0) {
      throw new IllegalArgumentException("a third");
    }
    return number;
  }

  /** Of a worker process, for as long as it lives: what it has is a copy. */
  private static int spin(AtomicBoolean isOver) {
    while (!isOver.get()) {
      Thread.onSpinWait();
    }
    return 0;
  }
}
