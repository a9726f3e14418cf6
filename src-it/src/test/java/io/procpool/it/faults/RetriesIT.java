package io.procpool.it.faults;

import static io.procpool.it.Eventually.eventually;
import static io.procpool.it.calls.Probes.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.procpool.JobTimeoutException;
import io.procpool.MapOptions;
import io.procpool.PoolClosedException;
import io.procpool.ProcessPool;
import io.procpool.Retries;
import io.procpool.Retries.Failure;
import io.procpool.SerializationException;
import io.procpool.TaskException;
import io.procpool.TaskFailedException;
import io.procpool.TaskOptions;
import io.procpool.TaskTimeoutException;
import io.procpool.WorkerDiedException;
import io.procpool.it.calls.Journal;
import io.procpool.task.TaskCallable;
import io.procpool.task.TaskFunction;
import io.procpool.testkit.Probes;
import io.procpool.testkit.Trap;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A task that may be tried again is, as often as was asked for, for what was asked for. */
class RetriesIT {

  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final Retries LONG_WAIT =
      Retries.of(1).withBackoff(Duration.ofHours(1), Duration.ofHours(1));

  private static ProcessPool pool;

  @TempDir private Path folder;

  /** Ways to fail, each with what it is called when it is to be retried. */
  enum Failing {
    THROWING(Failure.TASK_FAILED, TaskFailedException.class, Probes.fail(new IOException())),
    HALTING(Failure.WORKER_DIED, WorkerDiedException.class, Probes.halt(9)),
    HANGING(Failure.TIMED_OUT, TaskTimeoutException.class, Probes.hang());

    final Failure failure;
    final Class<? extends TaskException> type;
    final TaskCallable<Integer> action;

    Failing(Failure failure, Class<? extends TaskException> type, TaskCallable<Integer> action) {
      this.failure = failure;
      this.type = type;
      this.action = action;
    }

    Failure[] others() {
      return Arrays.stream(Failure.values())
          .filter(each -> each != failure)
          .toArray(Failure[]::new);
    }
  }

  @BeforeAll
  static void open() {
    pool = ProcessPool.builder().processes(2).grace(Duration.ofMillis(200)).build();
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  @ParameterizedTest
  @EnumSource
  void aTaskThatGoesWellAtLastGivesItsResult(Failing failing) {
    Journal journal = Journal.in(folder);

    int answer = pool.apply(failingUntil(3, failing, journal), retrying(Retries.of(2)));

    assertThat(answer).isEqualTo(Probes.ANSWER);
    assertThat(journal.entries()).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource
  void aTaskThatNeverGoesWellFailsWithAllItsFailures(Failing failing) {
    Journal journal = Journal.in(folder);

    TaskException failure =
        catchThrowableOfType(
            TaskException.class,
            () -> pool.apply(failingUntil(9, failing, journal), retrying(Retries.of(2))));

    assertThat(journal.entries()).hasSize(3);
    assertThat(failure).isInstanceOf(failing.type).hasMessageContaining("3 times");
    assertThat(failure.getSuppressed())
        .hasSize(2)
        .allSatisfy(earlier -> assertThat(earlier).isInstanceOf(failing.type));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsToBeRetriedIs(Failing failing) {
    Journal journal = Journal.in(folder);

    int answer =
        pool.apply(failingUntil(2, failing, journal), retrying(Retries.of(1).on(failing.failure)));

    assertThat(answer).isEqualTo(Probes.ANSWER);
    assertThat(journal.entries()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNotToBeRetriedIsNot(Failing failing) {
    Journal journal = Journal.in(folder);

    TaskException failure =
        catchThrowableOfType(
            TaskException.class,
            () ->
                pool.apply(
                    failingUntil(2, failing, journal),
                    retrying(Retries.of(5).on(failing.others()))));

    assertThat(failure).isInstanceOf(failing.type);
    assertThat(failure.getSuppressed()).isEmpty();
    assertThat(journal.entries()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void withoutRetriesATaskRunsOnce(Failing failing) {
    Journal journal = Journal.in(folder);

    TaskException failure =
        catchThrowableOfType(
            TaskException.class,
            () -> pool.apply(failingUntil(2, failing, journal), retrying(Retries.NONE)));

    assertThat(failure).isInstanceOf(failing.type);
    assertThat(journal.entries()).hasSize(1);
  }

  // S38
  @Test
  void aPoisonItemFailsAlone() {
    Journal starts = Journal.in(subfolder("starts"));
    Journal deaths = Journal.in(subfolder("deaths"));
    TaskFunction<Integer, Integer> task =
        item -> {
          if (item == 17) {
            deaths.write(item);
            Probes.halt(10 + deaths.entries().size()).call();
          }
          return item;
        };
    try (ProcessPool two =
        ProcessPool.builder()
            .processes(2)
            .initializer(() -> starts.write("start"))
            .retries(2)
            .build()) {
      List<Object> outcomes =
          Outcomes.of(two.imap(task, range(0, 100), MapOptions.DEFAULT.withChunkSize(10)));

      WorkerDiedException failure =
          Outcomes.failure(WorkerDiedException.class, outcomes.set(17, 17));
      assertThat(outcomes).isEqualTo(range(0, 100));
      assertThat(failure.index()).isEqualTo(17);
      assertThat(failure.death().exitCode()).isEqualTo(13);
      assertThat(failure.getSuppressed())
          .extracting(earlier -> ((WorkerDiedException) earlier).death().exitCode())
          .containsExactly(11, 12);
      Life.assertGoesOn(two, folder);
    }
    assertThat(starts.entries()).as("workers started").hasSize(2 + 3);
  }

  @Test
  void allCausesAreAttachedInTheirOrder() {
    TaskFailedException failure = failingAlways(Retries.of(2));

    assertThat(failure.getCause()).isExactlyInstanceOf(IOException.class).hasMessage("attempt 3");
    assertThat(failure.getSuppressed())
        .extracting(earlier -> earlier.getCause().getMessage())
        .containsExactly("attempt 1", "attempt 2");
  }

  @Test
  void ofManyAttemptsTheFirstAndTheLastAreAttached() {
    TaskFailedException failure = failingAlways(Retries.of(100));

    assertThat(failure).hasMessageContaining("tried 101 times");
    assertThat(failure.getCause()).hasMessage("attempt 101");
    assertThat(failure.getSuppressed())
        .extracting(earlier -> earlier.getCause().getMessage())
        .hasSize(20)
        .startsWith("attempt 1", "attempt 82")
        .endsWith("attempt 100");
  }

  /** Each attempt says which one it is. */
  private TaskFailedException failingAlways(Retries retries) {
    Journal journal = Journal.in(folder);
    return catchThrowableOfType(
        TaskFailedException.class,
        () ->
            pool.apply(
                () -> {
                  journal.write("attempt");
                  throw new IOException("attempt " + journal.entries().size());
                },
                retrying(retries)));
  }

  @Test
  void eachRetryWaitsAtLeastItsBackoff() {
    Journal journal = Journal.in(folder);
    Retries retries = Retries.of(3).withBackoff(Duration.ofMillis(100), Duration.ofMillis(300));

    catchThrowableOfType(
        TaskFailedException.class,
        () ->
            pool.apply(
                () -> {
                  journal.write(System.currentTimeMillis());
                  throw new IOException("again");
                },
                retrying(retries)));

    List<Long> times = journal.entries().stream().map(Long::valueOf).sorted().toList();
    assertThat(times).hasSize(4);
    assertThat(times.get(1) - times.get(0)).isGreaterThanOrEqualTo(100);
    assertThat(times.get(2) - times.get(1)).isGreaterThanOrEqualTo(200);
    assertThat(times.get(3) - times.get(2)).isGreaterThanOrEqualTo(300);
  }

  @Test
  void whileATaskWaitsForItsRetryOthersRun() throws Exception {
    try (ProcessPool single = ProcessPool.create(1)) {
      var failing = single.applyAsync(Probes.fail(new IOException()), retrying(LONG_WAIT));

      assertThat(single.apply(Probes.answer())).isEqualTo(Probes.ANSWER);

      assertThat(failing).isNotDone();
      assertThat(failing.cancel(true)).isTrue();
    }
  }

  @Test
  void theLimitOfAJobHoldsAlsoWhileATaskWaitsForItsRetry() throws Exception {
    TaskOptions options = retrying(LONG_WAIT).withJobTimeout(Duration.ofMillis(500));

    assertThat(Outcomes.failureOf(pool.applyAsync(Probes.fail(new IOException()), options)))
        .isInstanceOf(JobTimeoutException.class);
  }

  @Test
  void aPoolThatIsTerminatedFailsATaskThatWaitsForItsRetry() throws Exception {
    Journal journal = Journal.in(folder);
    ProcessPool single = ProcessPool.create(1);
    CompletableFuture<Integer> waiting =
        single.applyAsync(failingUntil(2, Failing.HALTING, journal), retrying(LONG_WAIT));
    eventually("it has failed once", () -> journal.entries().size() == 1);
    Life.assertGoesOn(single, folder);

    single.terminate();

    assertThat(Outcomes.failureOf(waiting)).isInstanceOf(PoolClosedException.class);
    assertThat(journal.entries()).hasSize(1);
  }

  @Test
  void onlyTheExceptionsThatWereNamedAreRetriedAndThoseBelowThem() {
    Retries retries = Retries.of(1).onExceptions(IOException.class, AssertionError.class);

    assertThat(attempts(retries, Probes.fail(new IOException()))).isEqualTo(2);
    assertThat(attempts(retries, Probes.fail(new FileNotFoundException()))).isEqualTo(2);
    assertThat(attempts(retries, Probes.fail(new AssertionError()))).isEqualTo(2);
    assertThat(attempts(retries, Probes.fail(new Exception()))).isEqualTo(1);
    assertThat(attempts(retries, Probes.fail(new IllegalStateException(new IOException()))))
        .isEqualTo(1);
    assertThat(attempts(retries, Probes.halt(9))).as("of a task that threw nothing").isEqualTo(2);
  }

  @Test
  void whatCannotBeReadIsNotReadAgain() {
    Journal journal = Journal.in(folder);
    Trap item =
        Trap.decodedInWorker(
            () -> {
              journal.write("read");
              throw new IOException("by the test");
            });

    Object outcome =
        Outcomes.of(
                pool.imap(
                    Probes.echo(), List.of(item), MapOptions.DEFAULT.withRetries(Retries.of(5))))
            .get(0);

    Outcomes.failure(SerializationException.class, outcome);
    assertThat(journal.entries()).hasSize(1);
  }

  @Test
  void whatAPoolWasBuiltWithHoldsForCallsThatSayNothing() {
    Journal journal = Journal.in(folder);
    try (ProcessPool retrying = ProcessPool.builder().processes(1).retries(1).build()) {
      int answer = retrying.apply(failingUntil(2, Failing.THROWING, journal));

      assertThat(answer).isEqualTo(Probes.ANSWER);
      assertThat(
              catchThrowableOfType(
                  TaskFailedException.class,
                  () ->
                      retrying.apply(
                          Probes.fail(new IOException()),
                          TaskOptions.DEFAULT.withRetries(Retries.NONE))))
          .hasNoSuppressedExceptions();
    }
  }

  private int attempts(Retries retries, TaskCallable<?> failing) {
    Journal journal = Journal.in(subfolder("attempts-" + System.nanoTime()));
    catchThrowableOfType(
        TaskException.class,
        () ->
            pool.apply(
                () -> {
                  journal.write("attempt");
                  return failing.call();
                },
                retrying(retries)));
    return journal.entries().size();
  }

  /** Gives its answer at the given attempt, and fails before. */
  private static TaskCallable<Integer> failingUntil(int attempt, Failing failing, Journal journal) {
    return () -> {
      journal.write("attempt");
      return journal.entries().size() < attempt ? failing.action.call() : Probes.ANSWER;
    };
  }

  private static TaskOptions retrying(Retries retries) {
    return TaskOptions.DEFAULT.withTaskTimeout(LIMIT).withRetries(retries);
  }

  private Path subfolder(String name) {
    Path subfolder = folder.resolve(name);
    assertThat(subfolder.toFile().mkdir()).isTrue();
    return subfolder;
  }
}
