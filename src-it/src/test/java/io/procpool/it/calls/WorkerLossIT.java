package io.procpool.it.calls;

import static io.procpool.it.Eventually.eventually;
import static io.procpool.it.calls.Probes.range;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.procpool.MapOptions;
import io.procpool.ProcessPool;
import io.procpool.WorkerDiedException;
import io.procpool.task.TaskCallable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that ends costs the tasks it has, by name, and the pool is soon as strong as before. */
class WorkerLossIT {

  @TempDir private Path folder;

  // S33, as far as it goes today: with one task for each worker
  @Test
  void aWorkerThatIsKilledFailsItsTaskAndIsReplaced() {
    Signal mayEnd = Signal.in(folder, "may-end");
    Journal journal = Journal.in(folder);

    try (ProcessPool pool = ProcessPool.create(2)) {
      Set<Long> before = Probes.meetingOfAll(pool, folder, "before");
      CompletableFuture<List<Integer>> future =
          pool.mapAsync(
              x -> {
                journal.write(x);
                System.err.println("last words of " + x);
                mayEnd.await();
                return x;
              },
              range(0, 2),
              MapOptions.DEFAULT.withChunkSize(1));
      eventually("both run", () -> journal.entries().size() == 2);
      long victim = pidOf(journal, 1);
      Probes.kill(victim);
      Probes.awaitDeath(victim);
      mayEnd.give();

      Throwable thrown = catchThrowable(() -> future.get(30, SECONDS));
      assertThat(thrown).hasCauseInstanceOf(WorkerDiedException.class);
      WorkerDiedException failure = (WorkerDiedException) thrown.getCause();
      assertThat(failure.index()).isEqualTo(1);
      assertThat(failure.getSuppressed()).as("the other task has succeeded").isEmpty();
      assertThat(failure)
          .hasMessageContaining("137")
          .hasMessageContaining("SIGKILL")
          .hasMessageContaining("pid " + victim)
          .hasMessageContaining("task 1")
          .hasMessageContaining("last words of 1");

      assertThat(Probes.meetingOfAll(pool, folder, "after")).hasSize(2).doesNotContain(victim);
      assertThat(before).contains(victim);
    }
  }

  // S34
  @Test
  void aTaskThatEndsItsJvmFailsWithItsExitCode() {
    Map<String, TaskCallable<Integer>> endings =
        Map.of(
            "exit code 0", () -> exit(0),
            "exit code 5", () -> exit(5),
            "exit code 7", () -> halt(7),
            "exit code 0 ", () -> halt(0));

    try (ProcessPool pool = ProcessPool.create(2)) {
      for (Map.Entry<String, TaskCallable<Integer>> ending : endings.entrySet()) {
        WorkerDiedException failure =
            catchThrowableOfType(WorkerDiedException.class, () -> pool.apply(ending.getValue()));

        assertThat(failure).hasMessageContaining(ending.getKey().trim());
        assertThat(pool.map(Probes::square, range(0, 4))).containsExactly(0, 1, 4, 9);
      }
      assertThat(Probes.meetingOfAll(pool, folder, "after")).hasSize(2);
    }
  }

  // S34
  @Test
  void aStreamGoesOnBehindATaskThatEndedItsJvm() {
    Journal journal = Journal.in(folder);

    try (ProcessPool pool = ProcessPool.create(1)) {
      WorkerDiedException failure =
          catchThrowableOfType(
              WorkerDiedException.class,
              () ->
                  pool.map(
                      x -> {
                        journal.write(x);
                        return x == 3 ? halt(1) : x;
                      },
                      range(0, 20),
                      MapOptions.DEFAULT.withChunkSize(1)));

      assertThat(failure).hasMessageContaining("exit code 1");
      assertThat(journal.entries()).as("no task ran twice").doesNotHaveDuplicates().contains("19");
      assertThat(journal.byPid()).hasSize(2);
    }
  }

  // S35
  @Test
  void idleWorkersThatAreKilledAreMissedByNobody() {
    try (ProcessPool pool = ProcessPool.create(2)) {
      Set<Long> killed = Probes.meetingOfAll(pool, folder, "before");
      killed.forEach(Probes::kill);
      killed.forEach(Probes::awaitDeath);
      eventually(
          "there are two other workers", () -> workersBeyond(killed).size() == pool.processes());

      assertThat(pool.map(Probes::square, range(0, 4))).containsExactly(0, 1, 4, 9);
      assertThat(Probes.meetingOfAll(pool, folder, "after"))
          .hasSize(2)
          .doesNotContainAnyElementsOf(killed);
    }
  }

  @Test
  void aWorkerThatIsLostTimeAndAgainIsReplacedTimeAndAgain() {
    try (ProcessPool pool = ProcessPool.create(1)) {
      for (int round : range(0, 10)) {
        assertThat(catchThrowable(() -> pool.apply(() -> halt(3))))
            .as("in round %d", round)
            .isInstanceOf(WorkerDiedException.class);
      }
      assertThat(pool.apply(Probes::square, 3)).isEqualTo(9);
    }
  }

  private static long pidOf(Journal journal, Object entry) {
    return journal.byPid().entrySet().stream()
        .filter(worker -> worker.getValue().contains(entry.toString()))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  private static Set<Long> workersBeyond(Set<Long> known) {
    return ProcessHandle.current()
        .children()
        .filter(ProcessHandle::isAlive)
        .filter(child -> child.info().commandLine().orElse("").contains("WorkerMain"))
        .map(ProcessHandle::pid)
        .filter(pid -> !known.contains(pid))
        .collect(Collectors.toSet());
  }

  private static int exit(int code) {
    System.exit(code);
    return code;
  }

  private static int halt(int code) {
    Runtime.getRuntime().halt(code);
    return code;
  }
}
