package io.procpool.it.faults;

import static io.procpool.it.calls.Probes.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.procpool.MapOptions;
import io.procpool.ProcessPool;
import io.procpool.ProcpoolException;
import io.procpool.SerializationException;
import io.procpool.WorkerDiedException;
import io.procpool.WorkerStartException;
import io.procpool.it.calls.Journal;
import io.procpool.testkit.Probes;
import io.procpool.testkit.Trap;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An initializer runs once in each worker, before its first task; a bad one ends the pool soon. */
class InitializerIT {

  private static int number;

  @TempDir private Path folder;

  // S64
  @Test
  void everyTaskSeesWhatTheInitializerHasLeft() {
    Journal journal = Journal.in(folder);
    try (ProcessPool pool =
        ProcessPool.builder()
            .processes(3)
            .maxTasksPerChild(1)
            .initializer(
                () -> {
                  journal.write("initialized");
                  number = 42;
                })
            .build()) {
      assertThat(pool.map(x -> number, range(0, 10), MapOptions.DEFAULT.withChunkSize(1)))
          .hasSize(10)
          .containsOnly(42);
    }
    assertThat(journal.entries()).as("how often it ran").hasSizeBetween(10, 13);
    assertThat(journal.byPid().values()).as("by worker").allMatch(runs -> runs.size() == 1);
    assertThat(number).as("in this JVM").isZero();
  }

  // S65
  @Test
  void oneThatThrowsFailsThePoolWithWhatItThrew() {
    Journal journal = Journal.in(folder);

    WorkerStartException failure =
        Life.startFailure(
            ProcessPool.builder(),
            () -> {
              journal.write("started");
              throw new IOException("no model here");
            });

    assertThat(failure)
        .hasMessageContaining("initializer")
        .hasMessageContaining("no model here")
        .hasCauseExactlyInstanceOf(IOException.class);
    assertThat(failure.getCause().getStackTrace())
        .as("the stack of the worker")
        .anyMatch(frame -> frame.getClassName().equals(InitializerIT.class.getName()));
    assertThat(journal.entries()).as("workers started").hasSizeBetween(1, 4);
  }

  // S65, for workers that come later
  @Test
  void oneThatThrowsInEachReplacementFailsEverythingThatIsOwed() {
    Journal journal = Journal.in(folder);
    try (ProcessPool pool =
        ProcessPool.builder()
            .processes(1)
            .initializer(
                () -> {
                  journal.write("started");
                  if (journal.entries().size() > 1) {
                    throw new IOException("no model any more");
                  }
                })
            .build()) {
      assertThatThrownBy(() -> pool.apply(Probes.halt(1))).isInstanceOf(WorkerDiedException.class);

      WorkerStartException failure =
          catchThrowableOfType(WorkerStartException.class, () -> pool.apply(Probes.answer()));

      assertThat(failure)
          .hasMessageContaining("no model any more")
          .hasCauseExactlyInstanceOf(IOException.class);
      assertThatThrownBy(() -> pool.apply(Probes.answer())).isInstanceOf(ProcpoolException.class);
    }
    assertThat(journal.entries()).as("workers started").hasSizeBetween(2, 1 + 3);
  }

  @Test
  void oneThatFailsNowAndThenCostsNoTask() {
    Journal journal = Journal.in(folder);
    try (ProcessPool pool =
        ProcessPool.builder()
            .processes(1)
            .maxTasksPerChild(1)
            .initializer(
                () -> {
                  journal.write("started");
                  if (journal.entries().size() % 2 == 0) {
                    throw new IOException("every second time");
                  }
                })
            .build()) {
      assertThat(pool.map(Probes.echo(), range(0, 5), MapOptions.DEFAULT.withChunkSize(1)))
          .isEqualTo(range(0, 5));
    }
  }

  // S66
  @Test
  void oneThatDoesNotEndFailsThePool() {
    Duration limit = Duration.ofSeconds(1);

    WorkerStartException failure =
        Life.startFailure(
            ProcessPool.builder().initializerTimeout(limit), Probes.sleep(Duration.ofSeconds(60)));

    assertThat(failure)
        .hasMessageContaining("initializerTimeout")
        .hasMessageContaining(limit.toString());
  }

  @Test
  void oneThatCannotBeSentIsRefusedWhereItIsGiven() {
    Trap trap = Trap.encodedInPool(Probes.fail(new IOException("by the test")));

    assertThatThrownBy(
            () -> ProcessPool.builder().processes(1).initializer(trap::toString).build().close())
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("initializer")
        .hasMessageContaining("by the test");
  }

  @Test
  void oneThatTheWorkerCannotReadFailsThePool() {
    Trap trap = Trap.decodedInWorker(Probes.fail(new IOException("by the test")));

    WorkerStartException failure =
        catchThrowableOfType(
            WorkerStartException.class,
            () -> ProcessPool.builder().processes(1).initializer(trap::toString).build().close());

    assertThat(failure).hasMessageContaining("by the test");
  }
}
