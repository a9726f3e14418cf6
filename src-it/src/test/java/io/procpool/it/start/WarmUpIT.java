package io.procpool.it.start;

import static io.procpool.it.Eventually.eventually;
import static io.procpool.it.calls.Probes.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.procpool.CallInterruptedException;
import io.procpool.MapOptions;
import io.procpool.Pool;
import io.procpool.PoolClosedException;
import io.procpool.ProcessPool;
import io.procpool.ProcpoolException;
import io.procpool.SerializationException;
import io.procpool.TaskFailedException;
import io.procpool.ThreadPool;
import io.procpool.WorkerDiedException;
import io.procpool.WorkerStartException;
import io.procpool.it.calls.Background;
import io.procpool.it.calls.Journal;
import io.procpool.it.calls.Probes;
import io.procpool.it.calls.Signal;
import io.procpool.it.contract.PoolKind;
import io.procpool.task.TaskRunnable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A pool that is warmed up has all its workers, and each has run what it was to run. */
class WarmUpIT {

  /** A static of each worker. */
  private static int warmth;

  @TempDir private Path folder;

  @Test
  void allWorkersAreUpAndInitialized() {
    Journal journal = Journal.in(folder);
    try (ProcessPool pool =
        ProcessPool.builder()
            .processes(3)
            .initializer(() -> journal.write("initialized"))
            .build()) {
      pool.warmUp();

      assertThat(journal.byPid()).hasSize(3);
      pool.warmUp();
      pool.resize(4);
      pool.warmUp();
      assertThat(journal.byPid()).hasSize(4);
    }
  }

  @Test
  void idleWorkersThatHaveEndedAreStarted() {
    Journal journal = Journal.in(folder);
    try (ProcessPool pool =
        ProcessPool.builder()
            .processes(2)
            .idleTimeout(Duration.ofMillis(100))
            .initializer(() -> journal.write("initialized"))
            .build()) {
      pool.warmUp();
      Set<Long> first = journal.byPid().keySet();
      first.forEach(Probes::awaitDeath);

      pool.warmUp();

      assertThat(journal.byPid().size()).isGreaterThanOrEqualTo(first.size() + 2);
    }
  }

  @Test
  void theTaskHasRunOnceInEachWorkerBeforeAnyLaterTask() {
    Journal journal = Journal.in(folder);
    try (ProcessPool pool = ProcessPool.create(3)) {
      pool.warmUp(
          () -> {
            warmth++;
            journal.write("warm");
          });

      assertThat(journal.byPid()).hasSize(3);
      assertThat(journal.byPid().values()).containsOnly(List.of("warm"));
      assertThat(pool.map(x -> warmth, range(0, 30), MapOptions.DEFAULT.withChunkSize(1)))
          .containsOnly(1);
      assertThat(Probes.meetingOfAll(pool, folder, "all")).isEqualTo(journal.byPid().keySet());
    }
  }

  @Test
  void aBusyWorkerFinishesItsTasksFirstAndLosesNone() throws Exception {
    Journal journal = Journal.in(folder);
    try (ProcessPool pool =
        ProcessPool.builder().processes(2).initializerTimeout(Duration.ofSeconds(30)).build()) {
      Signal go = Signal.in(folder, "go");
      CompletableFuture<List<Integer>> busy =
          pool.mapAsync(
              x -> {
                go.await();
                journal.write(x);
                return x;
              },
              range(0, 40),
              MapOptions.DEFAULT.withChunkSize(1).withTaskTimeout(Duration.ofSeconds(30)));
      Background<Void> warming = warming(pool, () -> journal.write("warm"));
      Background<Void> again = warming(pool, () -> journal.write("again"));
      go.give();

      warming.get(60, TimeUnit.SECONDS);
      again.get(60, TimeUnit.SECONDS);
      assertThat(busy.get(60, TimeUnit.SECONDS)).isEqualTo(range(0, 40));
      assertThat(journal.byPid().values())
          .hasSize(2)
          .allSatisfy(entries -> assertThat(entries).containsOnlyOnce("warm", "again"));
    }
  }

  @Test
  void anInitializerThatFailsIsNamed() {
    Journal journal = Journal.in(folder);
    try (ProcessPool pool =
        ProcessPool.builder()
            .processes(2)
            .initializer(
                () -> {
                  journal.write("started");
                  if (journal.byPid().size() > 1) {
                    throw new IOException("no model for two");
                  }
                })
            .build()) {
      WorkerStartException failure = catchThrowableOfType(WorkerStartException.class, pool::warmUp);

      assertThat(failure)
          .hasMessageContaining("no model for two")
          .hasCauseExactlyInstanceOf(IOException.class);
    } catch (WorkerStartException e) {
      assertThat(e).as("both began at once, and build() tells").hasMessageContaining("no model");
    }
  }

  @ParameterizedTest
  @MethodSource("io.procpool.it.contract.PoolKind#all")
  void whatATaskThrowsIsTheCause(PoolKind kind) {
    try (Pool pool = kind.open(2)) {
      TaskFailedException failure =
          catchThrowableOfType(
              TaskFailedException.class,
              () ->
                  pool.warmUp(
                      () -> {
                        throw new IOException("cold");
                      }));

      assertThat(failure).hasMessageContaining("cold").hasCauseInstanceOf(IOException.class);
      assertThat(pool.apply(() -> 1)).isEqualTo(1);
      pool.warmUp(() -> {});
    }
  }

  @ParameterizedTest
  @MethodSource("io.procpool.it.contract.PoolKind#all")
  void aClosedPoolIsNotWarmedUp(PoolKind kind) {
    Pool pool = kind.open(1);
    pool.warmUp();
    pool.close();

    assertThatThrownBy(pool::warmUp).isInstanceOf(PoolClosedException.class);
    assertThatThrownBy(() -> pool.warmUp(() -> {})).isInstanceOf(PoolClosedException.class);
  }

  @ParameterizedTest
  @MethodSource("io.procpool.it.contract.PoolKind#concurrent")
  void aPoolIsTerminatedWhileItIsWarmedUp(PoolKind kind) throws Exception {
    Signal started = Signal.in(folder, "started");
    Pool pool = kind.open(2);
    Background<Void> warming =
        warming(
            pool,
            () -> {
              started.give();
              new CountDownLatch(1).await();
            });
    started.await();

    pool.terminate();

    assertThatThrownBy(() -> warming.get(60, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(ProcpoolException.class);
  }

  @ParameterizedTest
  @MethodSource("io.procpool.it.contract.PoolKind#concurrent")
  void whoeverWaitsCanBeInterrupted(PoolKind kind) throws Exception {
    Signal started = Signal.in(folder, "started");
    Signal end = Signal.in(folder, "end");
    try (Pool pool = kind.open(1)) {
      Background<Boolean> warming =
          Background.start(
              () -> {
                assertThatThrownBy(
                        () ->
                            pool.warmUp(
                                () -> {
                                  started.give();
                                  end.await();
                                }))
                    .isInstanceOf(CallInterruptedException.class);
                return Thread.currentThread().isInterrupted();
              });
      started.await();

      warming.interrupt();

      assertThat(warming.get(60, TimeUnit.SECONDS)).isTrue();
      end.give();
      assertThat(pool.apply(() -> 1)).isEqualTo(1);
    }
  }

  @Test
  void aWorkerThatDiesInItIsNamedAndReplaced() {
    try (ProcessPool pool = ProcessPool.create(2)) {
      WorkerDiedException failure =
          catchThrowableOfType(
              WorkerDiedException.class, () -> pool.warmUp(() -> Runtime.getRuntime().halt(3)));

      assertThat(failure).hasMessageContaining("while it was warmed up");
      assertThat(failure.death().exitCode()).isEqualTo(3);
      assertThat(Probes.meetingOfAll(pool, folder, "all")).hasSize(2);
    }
  }

  @Test
  void oneThatDoesNotEndIsKilledAtTheLimitOfInitializers() {
    try (ProcessPool pool =
        ProcessPool.builder().processes(1).initializerTimeout(Duration.ofMillis(300)).build()) {
      assertThatThrownBy(() -> pool.warmUp(() -> new CountDownLatch(1).await()))
          .isInstanceOf(WorkerDiedException.class)
          .hasMessageContaining("initializerTimeout of PT0.3S");
      assertThat(pool.apply(() -> 1)).isEqualTo(1);
    }
  }

  @Test
  void oneThatCannotBeSentIsRefusedHere() {
    Thread captured = Thread.currentThread();
    try (ProcessPool pool = ProcessPool.create(1)) {
      assertThatThrownBy(() -> pool.warmUp(captured::getName))
          .isInstanceOf(SerializationException.class);
      assertThat(pool.apply(() -> 1)).isEqualTo(1);
    }
  }

  @Test
  void itCodesValuesByThePoolsRulesAndLeavesThemAsTheyAre() {
    try (ProcessPool pool =
        ProcessPool.builder().processes(1).allowClasses("io.procpool.it.**").build()) {
      pool.warmUp(() -> warmth = 1);

      assertThat(pool.apply(() -> warmth)).isEqualTo(1);
      assertThatThrownBy(() -> pool.apply(java.net.InetAddress::getLoopbackAddress))
          .isInstanceOf(SerializationException.class);
    }
  }

  @Test
  void theThreadsOfAThreadPoolAreStartedAndEachRunsIt() {
    AtomicInteger initialized = new AtomicInteger();
    AtomicInteger warm = new AtomicInteger();
    try (ThreadPool pool =
        ThreadPool.builder().threads(5).initializer(initialized::incrementAndGet).build()) {
      pool.warmUp();
      assertThat(initialized).hasValue(5);

      pool.warmUp(warm::incrementAndGet);
      assertThat(warm).hasValue(5);
      assertThat(initialized).hasValue(5);
    }
  }

  @Test
  void aThreadPoolShrinksAndGrowsWhileItIsBusy() throws Exception {
    AtomicInteger running = new AtomicInteger();
    try (ThreadPool pool = ThreadPool.create(4)) {
      Signal first = Signal.in(folder, "first");
      CompletableFuture<List<Integer>> busy =
          pool.mapAsync(x -> count(running, first, x), range(0, 12));
      eventually("four run", () -> running.get() == 4);

      pool.resize(1);
      assertThat(pool.processes()).isEqualTo(1);
      first.give();
      assertThat(busy.get(60, TimeUnit.SECONDS)).isEqualTo(range(0, 12));

      Signal second = Signal.in(folder, "second");
      CompletableFuture<List<Integer>> next =
          pool.mapAsync(x -> count(running, second, x), range(0, 12));
      eventually("one runs", () -> running.get() == 1);
      pool.resize(3);
      eventually("three run", () -> running.get() == 3);
      second.give();
      assertThat(next.get(60, TimeUnit.SECONDS)).isEqualTo(range(0, 12));
      pool.warmUp();
      assertThatThrownBy(() -> pool.resize(0)).isInstanceOf(IllegalArgumentException.class);
      pool.terminate();
      assertThatThrownBy(() -> pool.resize(2)).isInstanceOf(PoolClosedException.class);
    }
  }

  private static int count(AtomicInteger running, Signal signal, int item)
      throws InterruptedException {
    running.incrementAndGet();
    signal.await();
    running.decrementAndGet();
    return item;
  }

  private static Background<Void> warming(Pool pool, TaskRunnable task) {
    return Background.start(
        () -> {
          pool.warmUp(task);
          return null;
        });
  }
}
