package io.procpool.it.calls;

import static io.procpool.it.calls.Probes.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.MapOptions;
import io.procpool.ProcessPool;
import io.procpool.WorkerDiedException;
import io.procpool.it.Logged;
import io.procpool.task.TaskContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The state of workers that are processes: made, kept and closed with each of them. */
class WorkerStateIT {

  @TempDir private Path folder;

  @Test
  void aReplacementHasItsOwnAndTheOldOneIsClosed() {
    Journal journal = Journal.in(folder);
    try (ProcessPool pool =
        ProcessPool.builder()
            .processes(2)
            .maxTasksPerChild(1)
            .initializer(() -> new Session(journal))
            .build()) {
      assertThat(
              pool.map(
                  x -> TaskContext.current().state(Session.class).use(),
                  range(0, 6),
                  MapOptions.DEFAULT.withChunkSize(1)))
          .containsOnly(1);
    }
    assertThat(journal.byPid()).as("workers").hasSizeBetween(6, 6 + 2);
    assertThat(journal.byPid().values())
        .filteredOn(entries -> entries.contains("used"))
        .hasSize(6)
        .allSatisfy(entries -> assertThat(entries).containsExactly("opened", "used", "closed"));
  }

  @Test
  void theOneThatDiedWasNotClosedAndItsReplacementHasANewOne() {
    Journal journal = Journal.in(folder);
    try (ProcessPool pool =
        ProcessPool.builder().processes(1).initializer(() -> new Session(journal)).build()) {
      long first = pool.apply(Probes::pid);
      assertThatThrownBy(() -> pool.apply(io.procpool.testkit.Probes.halt(1)))
          .isInstanceOf(WorkerDiedException.class);

      assertThat(pool.apply(() -> TaskContext.current().state(Session.class).use())).isEqualTo(1);
      assertThat(journal.byPid().get(first)).containsExactly("opened");
    }
  }

  @Test
  void oneThatCannotBeClosedIsToldOnStandardError() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(printed, true, StandardCharsets.UTF_8);
    try (ProcessPool pool =
        ProcessPool.builder()
            .processes(1)
            .output(err, err)
            .initializer(() -> (AutoCloseable) WorkerStateIT::fail)
            .build()) {
      assertThat(pool.apply(() -> 1)).isEqualTo(1);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("what the initializer gave could not be closed", "by the test");
  }

  @Test
  void oneWhoseCloseDoesNotEndIsKilledWithItsWorker() {
    try (Logged logged = Logged.listen()) {
      long worker;
      try (ProcessPool pool =
          ProcessPool.builder()
              .processes(1)
              .stopTimeout(Duration.ofMillis(300))
              .initializer(() -> (AutoCloseable) () -> new CountDownLatch(1).await())
              .build()) {
        worker = pool.apply(Probes::pid);
      }
      assertThat(ProcessHandle.of(worker)).isEmpty();
      assertThat(logged.messages()).singleElement().asString().contains("stopTimeout of PT0.3S");
    }
  }

  private static void fail() throws IOException {
    throw new IOException("by the test");
  }

  private static final class Session implements AutoCloseable {

    private final Journal journal;
    private int uses;

    Session(Journal journal) {
      this.journal = journal;
      journal.write("opened");
    }

    int use() {
      journal.write("used");
      return ++uses;
    }

    @Override
    public void close() {
      journal.write("closed");
    }
  }
}
