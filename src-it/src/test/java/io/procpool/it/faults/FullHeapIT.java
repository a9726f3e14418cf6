package io.procpool.it.faults;

import static io.procpool.it.calls.Probes.meetingOfAll;
import static io.procpool.it.calls.Probes.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.procpool.MapOptions;
import io.procpool.ProcessPool;
import io.procpool.ProcessPoolBuilder;
import io.procpool.TaskException;
import io.procpool.TaskFailedException;
import io.procpool.WorkerStartException;
import io.procpool.it.calls.Journal;
import io.procpool.it.wire.Sink;
import io.procpool.testkit.Probes;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A task that fills the heap fails by that, and its worker, which may be broken, is replaced. */
class FullHeapIT {

  private static ProcessPool pool;

  @TempDir private Path folder;

  @BeforeAll
  static void open() {
    pool = builder().processes(2).build();
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  // S32
  @ParameterizedTest
  @EnumSource
  void onlyTheGuiltyTaskFailsAndItsWorkerIsReplaced(Moment moment) {
    Set<Long> before = meetingOfAll(pool, folder, "before");

    Object outcome = moment.outcome(pool, Probes.fillHeap());

    TaskException failure = Outcomes.failure(TaskException.class, outcome);
    assertThat(failure.index()).isEqualTo(1);
    assertThat(failure).hasRootCauseInstanceOf(OutOfMemoryError.class);
    Set<Long> after = Life.assertGoesOn(pool, folder);
    assertThat(after).as("the workers that stayed").filteredOn(before::contains).hasSize(1);
    assertThat(pool.map(Probes.echo(), range(0, 10))).isEqualTo(range(0, 10));
  }

  /** Whatever the worker itself wanted to allocate at that moment. */
  @RepeatedTest(5)
  void itIsTheTasksOwnFailure() {
    TaskFailedException failure =
        catchThrowableOfType(TaskFailedException.class, () -> pool.apply(Probes.fillHeap()));

    assertThat(failure.getCause()).isExactlyInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void theTasksBehindItInItsChunkRunElsewhere() {
    Journal journal = Journal.in(folder);
    try (ProcessPool single = builder().processes(1).build()) {
      List<Object> outcomes =
          Outcomes.of(
              single.imap(
                  item -> {
                    journal.write(item);
                    return item == 3 ? Probes.<Integer>fillHeap().call() : item;
                  },
                  range(0, 10),
                  MapOptions.DEFAULT.withChunkSize(10)));

      Outcomes.failure(TaskFailedException.class, outcomes.set(3, 3));
      assertThat(outcomes).isEqualTo(range(0, 10));
      assertThat(journal.entries()).hasSize(10).doesNotHaveDuplicates();
      assertThat(journal.byPid()).as("workers").hasSize(2);
      journal.byPid().values().forEach(tasks -> assertThat(tasks).doesNotContainSequence("3", "4"));
    }
  }

  @Test
  void whileStarting() {
    WorkerStartException failure = Life.startFailure(builder(), Probes.fillHeap());

    assertThat(failure).hasCauseExactlyInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void whileStopping() {
    Life.assertEndsWhile(builder(), Probes.fillHeap());
  }

  private static ProcessPoolBuilder builder() {
    Sink sink = new Sink();
    return ProcessPool.builder().heap("48m").output(sink.stream(), sink.stream());
  }
}
