package io.procpool.it.faults;

import static io.procpool.it.calls.Probes.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.procpool.MapOptions;
import io.procpool.ProcessPool;
import io.procpool.TaskOptions;
import io.procpool.TaskTimeoutException;
import io.procpool.it.calls.Journal;
import io.procpool.task.TaskCallable;
import io.procpool.task.TaskFunction;
import io.procpool.testkit.Probes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A task has its own limit, from its own start, whatever chunk it came in. */
class TaskTimeoutIT {

  private static final Duration LIMIT = Duration.ofSeconds(1);

  @TempDir private Path folder;

  @Test
  void oneOfAHundredTasksOfAChunkIsOverItsLimit() {
    TaskFunction<Integer, Integer> task = Probes.echoBut(50, Probes.sleep(Duration.ofSeconds(60)));
    try (ProcessPool pool = ProcessPool.builder().processes(2).taskTimeout(LIMIT).build()) {
      List<Object> outcomes =
          Outcomes.of(pool.imap(task, range(0, 100), MapOptions.DEFAULT.withChunkSize(100)));

      TaskTimeoutException failure =
          Outcomes.failure(TaskTimeoutException.class, outcomes.set(50, 50));
      assertThat(outcomes).isEqualTo(range(0, 100));
      assertThat(failure.index()).isEqualTo(50);
      assertThat(failure.input()).isEqualTo("50");
      assertThat(failure.limit()).isEqualTo(LIMIT);
      assertThat(failure.getCause().getStackTrace())
          .as("where it was stuck")
          .anyMatch(frame -> frame.getMethodName().equals("sleep"))
          .anyMatch(frame -> frame.getClassName().equals(Probes.class.getName()));
      Life.assertGoesOn(pool, folder);
    }
  }

  // S55
  @Test
  void theTaskBehindOneThatIsOverItsLimitRunsInAnotherWorker() throws Exception {
    Journal journal = Journal.in(folder);
    TaskCallable<Object> stuck =
        () -> {
          journal.write("stuck");
          return Probes.hang().call();
        };
    try (ProcessPool pool = ProcessPool.builder().processes(1).taskTimeout(LIMIT).build()) {
      CompletableFuture<Object> first = pool.applyAsync(stuck);
      CompletableFuture<Long> second = pool.applyAsync(() -> ProcessHandle.current().pid());

      assertThat(Outcomes.failureOf(first)).isInstanceOf(TaskTimeoutException.class);
      long pid = journal.byPid().keySet().iterator().next();
      assertThat(second.get(60, TimeUnit.SECONDS)).isNotEqualTo(pid);
      assertThat(ProcessHandle.of(pid)).as("the worker that was stuck").isEmpty();
    }
  }

  // S55
  @Test
  void theLimitOfATaskBeginsWithItsOwnStart() {
    Duration limit = Duration.ofMillis(1500);
    TaskFunction<Integer, Integer> task = item -> Probes.sleep(Duration.ofMillis(500)).call();
    try (ProcessPool pool = ProcessPool.builder().processes(1).taskTimeout(limit).build()) {
      for (int chunkSize : List.of(1, 4)) {
        assertThat(pool.map(task, range(0, 4), MapOptions.DEFAULT.withChunkSize(chunkSize)))
            .as("four tasks in chunks of %d, together over the limit", chunkSize)
            .containsOnly(Probes.ANSWER);
      }
    }
  }

  // S57
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void theTasksAroundOneThatIsOverItsLimitGiveTheirResults(int chunkSize) {
    TaskFunction<Integer, Integer> task = Probes.echoBut(1, Probes.hang());
    MapOptions options = MapOptions.DEFAULT.withChunkSize(chunkSize).withTaskTimeout(LIMIT);
    try (ProcessPool pool = ProcessPool.create(1)) {
      List<Object> outcomes = Outcomes.of(pool.imap(task, range(0, 3), options));

      Outcomes.failure(TaskTimeoutException.class, outcomes.set(1, 1));
      assertThat(outcomes).isEqualTo(range(0, 3));
    }
  }

  // S56
  @Test
  void aTaskThatIgnoresEverythingIsKilled() {
    Duration grace = Duration.ofMillis(500);
    TaskCallable<Object> stubborn =
        () -> {
          Probes.leaveHook(Probes.hangIgnoringInterrupts()).call();
          return Probes.hangIgnoringInterrupts().call();
        };
    try (ProcessPool pool =
        ProcessPool.builder().processes(1).taskTimeout(LIMIT).grace(grace).build()) {
      TaskTimeoutException failure =
          catchThrowableOfType(TaskTimeoutException.class, () -> pool.apply(stubborn));

      assertThat(failure)
          .hasMessageContaining("did not end within its grace of " + grace)
          .hasMessageContaining("killed");
      assertThat(pool.apply(Probes.answer())).isEqualTo(Probes.ANSWER);
    }
  }

  // S41
  @Test
  void aWorkerThatDoesNotAnswerIsKilled() {
    TaskOptions options = TaskOptions.DEFAULT.withTaskTimeout(LIMIT);
    try (ProcessPool pool = ProcessPool.create(1)) {
      TaskTimeoutException failure =
          catchThrowableOfType(
              TaskTimeoutException.class, () -> pool.apply(Probes.freeze(), options));

      assertThat(failure).hasNoCause().hasMessageContaining("did not answer");
      assertThat(pool.apply(Probes.answer())).isEqualTo(Probes.ANSWER);
    }
  }

  @Test
  void aTaskThatGivesAResultWhenItIsInterruptedIsOverItsLimitAllTheSame() {
    TaskFunction<Integer, String> task =
        item -> {
          try {
            return item == 1 ? Probes.<String>hang().call() : "in time";
          } catch (InterruptedException e) {
            return "late";
          }
        };
    try (ProcessPool pool = ProcessPool.builder().processes(1).taskTimeout(LIMIT).build()) {
      List<Object> outcomes =
          Outcomes.of(pool.imap(task, range(0, 3), MapOptions.DEFAULT.withChunkSize(3)));

      Outcomes.failure(TaskTimeoutException.class, outcomes.set(1, "in time"));
      assertThat(outcomes).containsOnly("in time");
    }
  }

  @Test
  void aLimitOfACallCountsMoreThanThatOfItsPool() {
    TaskCallable<Integer> task = Probes.sleep(Duration.ofMillis(1500));
    try (ProcessPool pool = ProcessPool.builder().processes(1).taskTimeout(LIMIT).build()) {
      int answer = pool.apply(task, TaskOptions.DEFAULT.withTaskTimeout(TaskOptions.NO_LIMIT));

      assertThat(answer).isEqualTo(Probes.ANSWER);
      assertThat(catchThrowableOfType(TaskTimeoutException.class, () -> pool.apply(task)).limit())
          .isEqualTo(LIMIT);
    }
  }
}
