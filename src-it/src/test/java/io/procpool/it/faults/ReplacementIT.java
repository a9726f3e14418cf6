package io.procpool.it.faults;

import static io.procpool.it.Eventually.eventually;
import static io.procpool.it.calls.Probes.awaitDeath;
import static io.procpool.it.calls.Probes.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.MapOptions;
import io.procpool.ProcessPool;
import io.procpool.it.Logged;
import io.procpool.it.calls.Journal;
import io.procpool.task.TaskCallable;
import io.procpool.task.TaskContext;
import io.procpool.testkit.Probes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that are too old or too large are replaced behind their tasks, and no task is lost. */
class ReplacementIT {

  private static final long MEGABYTE = 1024 * 1024;

  private Logged logged;

  @TempDir private Path folder;

  @BeforeEach
  void listen() {
    logged = Logged.listen();
  }

  @AfterEach
  void listenNoMore() {
    logged.close();
  }

  // S74
  @Test
  void aWorkerThatHoldsTooMuchMemoryIsReplacedBehindItsTask() {
    TaskCallable<Long> growing =
        () -> {
          Probes.hoard(300 * MEGABYTE).call();
          return TaskContext.current().pid();
        };
    try (ProcessPool pool =
        ProcessPool.builder().processes(1).heap("512m").maxChildRss(300 * MEGABYTE).build()) {
      long before = pool.apply(ReplacementIT::pid);
      assertThat(pool.apply(growing)).as("the task that grew went well").isEqualTo(before);

      eventually("it is replaced", () -> pool.apply(ReplacementIT::pid) != before);
      awaitDeath(before);
      assertThat(logged.messages())
          .singleElement()
          .asString()
          .contains("pid " + before, "is replaced", "more than " + 300 * MEGABYTE);
      long after = pool.apply(ReplacementIT::pid);
      for (int i = 0; i < 20; i++) {
        assertThat(pool.apply(ReplacementIT::pid)).as("a small worker stays").isEqualTo(after);
      }
    }
  }

  @Test
  void ofMapsWhoseWorkersGrowNoTaskIsLost() {
    Journal journal = Journal.in(folder);
    try (ProcessPool pool =
        ProcessPool.builder().processes(2).heap("512m").maxChildRss(200 * MEGABYTE).build()) {
      assertThat(
              pool.map(
                  item -> {
                    journal.write(item);
                    Probes.hoard(20 * MEGABYTE).call();
                    return Probes.sleep(Duration.ofMillis(5)).call();
                  },
                  range(0, 40),
                  MapOptions.DEFAULT.withChunkSize(5)))
          .hasSize(40)
          .containsOnly(Probes.ANSWER);
    }
    assertThat(journal.entries()).hasSize(40).doesNotHaveDuplicates();
    assertThat(journal.byPid()).as("workers").hasSizeGreaterThan(2);
  }

  @Test
  void aWorkerThatIsTooOldIsReplacedBehindItsTask() {
    Duration age = Duration.ofMillis(300);
    TaskCallable<Long> longerThanThat =
        () -> {
          Probes.sleep(age.multipliedBy(2)).call();
          return pid();
        };
    try (ProcessPool pool = ProcessPool.builder().processes(1).maxChildAge(age).build()) {
      long first = pool.apply(longerThanThat);
      long second = pool.apply(longerThanThat);
      long third = pool.apply(longerThanThat);

      assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
      awaitDeath(first);
      awaitDeath(second);
    }
  }

  private static long pid() {
    return TaskContext.current().pid();
  }
}
