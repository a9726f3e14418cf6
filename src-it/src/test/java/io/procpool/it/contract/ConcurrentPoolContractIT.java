package io.procpool.it.contract;

import static io.procpool.it.Eventually.eventually;
import static io.procpool.it.calls.Probes.range;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.procpool.JobTimeoutException;
import io.procpool.MapOptions;
import io.procpool.Outcome;
import io.procpool.Pool;
import io.procpool.PoolClosedException;
import io.procpool.Results;
import io.procpool.Retries;
import io.procpool.TaskOptions;
import io.procpool.TaskTimeoutException;
import io.procpool.it.calls.Journal;
import io.procpool.it.calls.Probes;
import io.procpool.it.calls.Signal;
import io.procpool.task.TaskFunction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every kind of pool whose tasks run while their caller does something else. */
@ParameterizedClass
@MethodSource("io.procpool.it.contract.PoolKind#concurrent")
class ConcurrentPoolContractIT {

  private static final Duration LIMIT = Duration.ofMillis(500);
  private static final TaskOptions LIMITED = TaskOptions.DEFAULT.withTaskTimeout(LIMIT);

  @Parameter private PoolKind kind;

  @TempDir private Path folder;

  private Pool pool;
  private Signal testEnds;

  @BeforeEach
  void open() {
    pool = kind.open(2);
    testEnds = Signal.in(folder, "test-ends");
  }

  /** It has its full strength, and what was abandoned is let go. */
  @AfterEach
  void thePoolGoesOn() {
    assertThat(Probes.meetingOfAll(pool, folder, "after")).isNotEmpty();
    testEnds.give();
    pool.close();
  }

  // S57
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aTaskOverItsLimitFailsAloneWithItsStack(int chunkSize) {
    MapOptions options = MapOptions.DEFAULT.withChunkSize(chunkSize).withTaskTimeout(LIMIT);
    TaskFunction<Integer, Integer> task = x -> x == 1 ? oversleep() : x;

    List<Outcome<Integer>> outcomes = pool.mapSettled(task, range(0, 3), options);

    assertThat(outcomes.get(0).get()).isZero();
    assertThat(outcomes.get(2).get()).isEqualTo(2);
    assertThat(outcomes.get(1).failure())
        .isInstanceOfSatisfying(
            TaskTimeoutException.class,
            failure -> {
              assertThat(failure.limit()).isEqualTo(LIMIT);
              assertThat(failure.index()).isEqualTo(1);
              assertThat(failure).hasMessageContaining("interrupted");
              assertThat(failure.getCause()).hasStackTraceContaining("oversleep");
            });
  }

  // S56
  @Test
  void aTaskThatIgnoresItsInterruptFailsAllTheSame() {
    Signal until = testEnds;
    Throwable thrown = catchThrowable(() -> pool.apply(() -> ignoreInterrupts(until), LIMITED));

    assertThat(thrown)
        .isInstanceOf(TaskTimeoutException.class)
        .hasMessageContaining("did not end within its grace");
  }

  // S55
  @Test
  void theLimitCountsFromTheStart() {
    MapOptions options = MapOptions.DEFAULT.withTaskTimeout(Duration.ofSeconds(2));
    TaskFunction<Integer, Integer> task =
        x -> {
          Thread.sleep(300);
          return x;
        };

    assertThat(pool.map(task, range(0, 16), options)).isEqualTo(range(0, 16));
  }

  @Test
  void aTaskOverItsLimitIsTriedAgain() {
    Journal journal = Journal.in(folder);
    TaskOptions options = LIMITED.withRetries(Retries.of(1).on(Retries.Failure.TIMED_OUT));

    int attempts =
        pool.apply(
            () -> {
              journal.write("attempt");
              return journal.entries().size() == 1 ? oversleep() : journal.entries().size();
            },
            options);

    assertThat(attempts).isEqualTo(2);
  }

  @Test
  void aTaskThatWaitsForTooLongNeverRuns() throws Exception {
    Journal journal = Journal.in(folder);
    TaskOptions options = TaskOptions.DEFAULT.withQueueTimeout(LIMIT);
    List<CompletableFuture<Integer>> busy = busy(2);
    CompletableFuture<Void> late = pool.applyAsync(() -> write(journal), options);

    assertThat(catchThrowable(() -> late.get(60, SECONDS)))
        .hasCauseInstanceOf(TaskTimeoutException.class)
        .hasMessageContaining("was not started");

    busy.forEach(future -> future.cancel(true));
    pool.apply(() -> 1);
    assertThat(journal.entries()).isEmpty();
  }

  @Test
  void aCallThatTakesTooLongFailsAndWhatRunsOfItIsStopped() {
    MapOptions options = MapOptions.DEFAULT.withJobTimeout(LIMIT);

    assertThatThrownBy(() -> pool.map(x -> oversleep(), range(0, 100), options))
        .isInstanceOf(JobTimeoutException.class);
    assertThat(catchThrowable(() -> pool.mapAsync(x -> oversleep(), range(0, 9), options).get()))
        .hasCauseInstanceOf(JobTimeoutException.class);
  }

  @Test
  void whatRunsAndIsCancelledIsInterrupted() {
    Signal runs = Signal.in(folder, "runs");
    Signal interrupted = Signal.in(folder, "interrupted");
    CompletableFuture<Integer> future =
        pool.applyAsync(
            () -> {
              runs.give();
              try {
                return oversleep();
              } catch (InterruptedException e) {
                interrupted.give();
                throw e;
              }
            });
    eventually("it runs", runs::isGiven);

    assertThat(future.cancel(true)).isTrue();

    eventually("it is interrupted", interrupted::isGiven);
  }

  @Test
  void whatIgnoresItsCancellationGivesItsPlaceAway() {
    Signal until = testEnds;
    List<CompletableFuture<Integer>> deaf = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Signal runs = Signal.in(folder, "deaf-" + i);
      deaf.add(
          pool.applyAsync(
              () -> {
                runs.give();
                return ignoreInterrupts(until);
              }));
      eventually("it runs", runs::isGiven);
    }

    deaf.forEach(future -> future.cancel(true));

    assertThat(pool.<Integer>apply(() -> 2)).isEqualTo(2);
  }

  @Test
  void drainingGivesWhatRunsAndStartsNoMore() {
    Signal mayEnd = Signal.in(folder, "may-end");
    Journal journal = Journal.in(folder);
    Results<Integer> results =
        pool.imap(
            x -> {
              journal.write(x);
              mayEnd.await();
              return x;
            },
            range(0, 100),
            MapOptions.DEFAULT.withChunkSize(1));
    eventually("two run", () -> journal.entries().size() == 2);

    results.drain();
    mayEnd.give();

    assertThat(results.stream().toList()).hasSizeBetween(2, 4);
    assertThat(journal.entries()).hasSizeBetween(2, 4);
  }

  // S76
  @Test
  void terminatingFailsEverythingThatIsOwed() {
    try (Pool ended = kind.open(3)) {
      List<CompletableFuture<Integer>> futures = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        futures.add(ended.applyAsync(ConcurrentPoolContractIT::oversleep));
      }
      Results<Integer> results = ended.imap(x -> oversleep(), range(0, 10_000));

      ended.terminate();

      for (CompletableFuture<Integer> future : futures) {
        assertThat(catchThrowable(() -> future.get(60, SECONDS)))
            .hasCauseInstanceOf(PoolClosedException.class);
      }
      assertThatThrownBy(() -> results.iterator().next()).isInstanceOf(PoolClosedException.class);
    }
  }

  private List<CompletableFuture<Integer>> busy(int number) {
    List<CompletableFuture<Integer>> busy = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      Signal runs = Signal.in(folder, "busy-" + i);
      busy.add(
          pool.applyAsync(
              () -> {
                runs.give();
                return oversleep();
              }));
      eventually("it runs", runs::isGiven);
    }
    return busy;
  }

  private static int oversleep() throws InterruptedException {
    Thread.sleep(60_000);
    return -1;
  }

  private static int ignoreInterrupts(Signal until) {
    while (!until.isGiven()) {
      try {
        until.await();
      } catch (InterruptedException e) {
        continue; // as a task would that cannot be stopped
      }
    }
    return -1;
  }

  private static Void write(Journal journal) {
    journal.write("ran");
    return null;
  }
}
