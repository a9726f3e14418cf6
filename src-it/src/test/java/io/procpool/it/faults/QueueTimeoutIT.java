package io.procpool.it.faults;

import static io.procpool.it.calls.Probes.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.MapOptions;
import io.procpool.ProcessPool;
import io.procpool.Results;
import io.procpool.TaskOptions;
import io.procpool.TaskTimeoutException;
import io.procpool.it.calls.Journal;
import io.procpool.it.calls.Signal;
import io.procpool.task.TaskCallable;
import io.procpool.testkit.Probes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task that waits too long for its start never runs, wherever it waits. */
class QueueTimeoutIT {

  private static final Duration LIMIT = Duration.ofMillis(300);
  private static final TaskOptions LIMITED = TaskOptions.DEFAULT.withQueueTimeout(LIMIT);

  @TempDir private Path folder;

  @Test
  void callsThatWaitTooLongFailAndTheOneThatRunsDoesNot() throws Exception {
    Journal journal = Journal.in(folder);
    Signal mayEnd = Signal.in(folder, "may-end");
    try (mayEnd;
        ProcessPool pool = ProcessPool.create(1)) {
      CompletableFuture<Integer> running = pool.applyAsync(waitingFor(mayEnd), LIMITED);
      List<CompletableFuture<Integer>> queued =
          range(0, 3).stream()
              .map(i -> pool.applyAsync(writing(journal, "queued"), LIMITED))
              .toList();

      for (CompletableFuture<Integer> each : queued) {
        assertIsExpired(Outcomes.failureOf(each));
      }
      assertThat(running).as("the task that runs for longer than it may wait").isNotDone();
      mayEnd.give();
      assertThat(running.get(60, TimeUnit.SECONDS)).isEqualTo(Probes.ANSWER);
      pool.apply(writing(journal, "later"));
      assertThat(journal.entries()).containsExactly("later");
    }
  }

  /** It waits in the worker, with the task that keeps it waiting. */
  @Test
  void tasksBehindASlowOneOfTheirChunkFail() {
    Journal journal = Journal.in(folder);
    Signal mayEnd = Signal.in(folder, "may-end");
    MapOptions options = MapOptions.DEFAULT.withChunkSize(4).withQueueTimeout(LIMIT);
    try (mayEnd;
        ProcessPool pool = ProcessPool.create(1)) {
      Results<Integer> results =
          pool.imapUnordered(
              item -> {
                journal.write(item);
                return item == 0 ? waitingFor(mayEnd).call() : item;
              },
              range(0, 4),
              options);

      for (int i = 0; i < 3; i++) {
        assertIsExpired(Outcomes.nextFailureOf(results));
      }
      mayEnd.give();
      assertThat(Outcomes.of(results)).containsExactly(Probes.ANSWER);
      assertThat(journal.entries()).as("the tasks that ran").containsExactly("0");
    }
  }

  @Test
  void aTaskBehindOneThatFrozeItsWorkerFails() throws Exception {
    ProcessPool pool =
        ProcessPool.builder().processes(1).stopTimeout(Duration.ofMillis(500)).build();
    try {
      pool.applyAsync(Probes.freeze());
      CompletableFuture<Integer> queued = pool.applyAsync(Probes.answer(), LIMITED);

      assertIsExpired(Outcomes.failureOf(queued));
    } finally {
      pool.terminate();
    }
  }

  @Test
  void tasksThatStartInTimeGiveTheirResults() {
    MapOptions options = MapOptions.DEFAULT.withQueueTimeout(Duration.ofSeconds(60));
    try (ProcessPool pool = ProcessPool.create(2)) {
      assertThat(pool.map(Probes.echo(), range(0, 1000), options)).isEqualTo(range(0, 1000));
    }
  }

  private static void assertIsExpired(Throwable thrown) {
    TaskTimeoutException failure = Outcomes.failure(TaskTimeoutException.class, thrown);
    assertThat(failure.limit()).isEqualTo(LIMIT);
    assertThat(failure)
        .hasNoCause()
        .hasMessageContaining("was not started")
        .hasMessageContaining(LIMIT.toString());
  }

  private static TaskCallable<Integer> waitingFor(Signal signal) {
    return () -> {
      signal.await();
      return Probes.ANSWER;
    };
  }

  private static TaskCallable<Integer> writing(Journal journal, String entry) {
    return () -> {
      journal.write(entry);
      return Probes.ANSWER;
    };
  }
}
