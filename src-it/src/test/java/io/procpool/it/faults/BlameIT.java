package io.procpool.it.faults;

import static io.procpool.it.Eventually.eventually;
import static io.procpool.it.calls.Probes.awaitDeath;
import static io.procpool.it.calls.Probes.kill;
import static io.procpool.it.calls.Probes.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.MapOptions;
import io.procpool.ProcessPool;
import io.procpool.Results;
import io.procpool.WorkerDeath;
import io.procpool.WorkerDiedException;
import io.procpool.it.calls.Journal;
import io.procpool.it.calls.Signal;
import io.procpool.it.wire.Sink;
import io.procpool.task.TaskFunction;
import io.procpool.testkit.Probes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Of all that a lost worker had, the task that ran is lost, and nothing else, and nothing twice.
 */
class BlameIT {

  private static final MapOptions ONE_BY_ONE = MapOptions.DEFAULT.withChunkSize(1);

  @TempDir private Path folder;

  // S33
  @Test
  void aWorkerThatIsKilledFailsTheTaskThatItRuns() {
    Signal mayEnd = Signal.in(folder, "may-end");
    Journal journal = Journal.in(folder);
    Sink sink = new Sink();
    TaskFunction<Integer, Integer> waiting =
        item -> {
          System.err.println("last words of " + item);
          journal.write(item);
          mayEnd.await();
          return item;
        };
    try (mayEnd;
        ProcessPool pool =
            ProcessPool.builder().processes(2).output(sink.stream(), sink.stream()).build()) {
      Results<Integer> results = pool.imap(waiting, range(0, 6), ONE_BY_ONE);
      eventually("two tasks run", () -> journal.entries().size() == 2);
      Map.Entry<Long, List<String>> victim = journal.byPid().entrySet().iterator().next();
      int guilty = Integer.parseInt(victim.getValue().get(0));

      kill(victim.getKey());
      awaitDeath(victim.getKey());
      mayEnd.give();

      List<Object> outcomes = Outcomes.of(results);
      WorkerDiedException failure =
          Outcomes.failure(WorkerDiedException.class, outcomes.set(guilty, guilty));
      assertThat(outcomes).isEqualTo(range(0, 6));
      assertThat(failure.index()).isEqualTo(guilty);
      assertThat(failure.input()).isEqualTo(Integer.toString(guilty));
      WorkerDeath death = failure.death();
      assertThat(death.pid()).isEqualTo(victim.getKey());
      assertThat(death.exitCode()).isEqualTo(137);
      assertThat(death.signal()).isEqualTo("SIGKILL");
      assertThat(death.kind()).isEqualTo(WorkerDeath.Kind.SIGNAL);
      assertThat(death.stderr()).contains("last words of " + guilty);
      assertThat(failure)
          .hasMessageContaining("137")
          .hasMessageContaining("SIGKILL")
          .hasMessageContaining("pid " + victim.getKey())
          .hasMessageContaining("task " + guilty)
          .hasMessageContaining("last words of " + guilty);
      assertThat(journal.entries()).as("the tasks that ran").hasSize(6).doesNotHaveDuplicates();
      assertThat(Life.assertGoesOn(pool, folder)).doesNotContain(victim.getKey());
    }
  }

  // S36
  @Test
  void theTasksOfAChunkBeforeAndBehindTheGuiltyOneGiveTheirResults() {
    Journal journal = Journal.in(folder);
    TaskFunction<Integer, Integer> task = journalled(journal, Probes.echoBut(3, Probes.halt(5)));

    try (ProcessPool pool = ProcessPool.create(2)) {
      List<Object> outcomes =
          Outcomes.of(pool.imap(task, range(0, 10), MapOptions.DEFAULT.withChunkSize(10)));

      assertOnlyGuilty(outcomes, 3);
      assertRanOnceEach(journal, 10);
      Life.assertGoesOn(pool, folder);
    }
  }

  /** They wait to be sent together when the worker dies; it has been a fast one until then. */
  @RepeatedTest(5)
  void resultsThatWereGatheredAndNotSentCount() {
    Journal journal = Journal.in(folder);
    TaskFunction<Integer, Integer> task = journalled(journal, Probes.echoBut(700, Probes.halt(5)));

    try (ProcessPool pool = ProcessPool.create(1)) {
      List<Object> outcomes =
          Outcomes.of(pool.imap(task, range(0, 1000), MapOptions.DEFAULT.withChunkSize(1000)));

      assertOnlyGuilty(outcomes, 700);
      assertRanOnceEach(journal, 1000);
    }
  }

  // S37
  @Test
  void tasksThatWaitInThePipeBehindTheGuiltyOneRunElsewhereOnce() {
    Journal journal = Journal.in(folder);
    TaskFunction<Integer, Integer> task = journalled(journal, Probes.echoBut(0, Probes.halt(5)));

    try (ProcessPool pool = ProcessPool.create(1)) {
      List<Object> outcomes = Outcomes.of(pool.imap(task, range(0, 50), ONE_BY_ONE));

      assertOnlyGuilty(outcomes, 0);
      assertRanOnceEach(journal, 50);
    }
  }

  @Test
  void everyTaskOfAJobMayBeGuilty() {
    TaskFunction<Integer, Integer> task = code -> Probes.<Integer>exit(code).call();

    try (ProcessPool pool = ProcessPool.create(2)) {
      List<Object> outcomes =
          Outcomes.of(pool.imap(task, range(0, 6), MapOptions.DEFAULT.withChunkSize(3)));

      for (int code : range(0, 6)) {
        WorkerDiedException failure =
            Outcomes.failure(WorkerDiedException.class, outcomes.get(code));
        assertThat(failure.death().exitCode()).isEqualTo(code);
        assertThat(failure.index()).isEqualTo(code);
      }
      Life.assertGoesOn(pool, folder);
    }
  }

  @Test
  void anotherJobOfTheSameWorkerIsNotToBlame() throws Exception {
    Signal mayDie = Signal.in(folder, "may-die");
    try (mayDie;
        ProcessPool pool = ProcessPool.create(1)) {
      var guilty =
          pool.applyAsync(
              () -> {
                mayDie.await();
                return Probes.halt(5).call();
              });
      List<Integer> items = new ArrayList<>(range(0, 20));
      Results<Integer> innocent = pool.imap(Probes.echo(), items, ONE_BY_ONE);
      mayDie.give();

      assertThat(Outcomes.failureOf(guilty)).isInstanceOf(WorkerDiedException.class);
      assertThat(Outcomes.of(innocent)).isEqualTo(items);
    }
  }

  private static TaskFunction<Integer, Integer> journalled(
      Journal journal, TaskFunction<Integer, Integer> task) {
    return item -> {
      journal.write(item);
      return task.apply(item);
    };
  }

  private static void assertOnlyGuilty(List<Object> outcomes, int guilty) {
    WorkerDiedException failure =
        Outcomes.failure(WorkerDiedException.class, outcomes.set(guilty, guilty));
    assertThat(failure.index()).isEqualTo(guilty);
    assertThat(failure.death().exitCode()).isEqualTo(5);
    assertThat(outcomes).isEqualTo(range(0, outcomes.size()));
  }

  private static void assertRanOnceEach(Journal journal, int tasks) {
    assertThat(journal.entries())
        .containsExactlyInAnyOrderElementsOf(
            range(0, tasks).stream().map(String::valueOf).toList());
  }
}
