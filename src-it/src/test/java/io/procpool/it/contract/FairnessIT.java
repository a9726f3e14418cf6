package io.procpool.it.contract;

import static io.procpool.it.Eventually.eventually;
import static io.procpool.it.calls.Probes.range;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.MapOptions;
import io.procpool.Pool;
import io.procpool.TaskExecutorService;
import io.procpool.TaskOptions;
import io.procpool.it.calls.Journal;
import io.procpool.it.calls.Probes;
import io.procpool.it.calls.Signal;
import io.procpool.task.TaskCallable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who comes before whom, when several jobs want the same workers. */
@ParameterizedClass
@MethodSource("io.procpool.it.contract.PoolKind#concurrent")
class FairnessIT {

  private static final TaskOptions URGENT =
      TaskOptions.DEFAULT.withPriority(TaskOptions.MAX_PRIORITY);

  @Parameter private PoolKind kind;

  @TempDir private Path folder;

  // S12, also where the chunks of the long job hold all of it
  @ParameterizedTest
  @ValueSource(ints = {1, 5, 20})
  void aMapOfOneItemDoesNotWaitForTheChunksOfALongOne(int chunkSize) throws Exception {
    Journal journal = journal("long");
    try (Pool pool = kind.open(2)) {
      Probes.meetingOfAll(pool, folder, "all");
      CompletableFuture<List<Integer>> longJob =
          pool.mapAsync(
              x -> writeAndSleep(journal, x, 100),
              range(0, 40),
              MapOptions.DEFAULT.withChunkSize(chunkSize));
      eventually("it runs", () -> journal.entries().size() >= 2);

      assertThat(pool.map(x -> x + 1, List.of(1))).containsExactly(2);

      assertThat(journal.entries()).as("of 40 tasks").hasSizeLessThan(20);
      assertThat(longJob.get(60, SECONDS)).isEqualTo(range(0, 40));
      assertThat(journal.entries()).hasSize(40).doesNotHaveDuplicates();
    }
  }

  // S12: shares are of time, whatever the chunks
  @Test
  void twoMapsShareTheWorkersWhateverTheirChunks() throws Exception {
    Journal fine = journal("fine");
    Journal coarse = journal("coarse");
    try (Pool pool = kind.open(2)) {
      Probes.meetingOfAll(pool, folder, "all");
      CompletableFuture<List<Integer>> coarseJob =
          pool.mapAsync(
              x -> writeAndSleep(coarse, x, 10),
              range(0, 200),
              MapOptions.DEFAULT.withChunkSize(100));
      CompletableFuture<List<Integer>> fineJob =
          pool.mapAsync(
              x -> writeAndSleep(fine, x, 10), range(0, 200), MapOptions.DEFAULT.withChunkSize(1));

      CompletableFuture.anyOf(coarseJob, fineJob).get(60, SECONDS);

      assertThat(fine.entries()).hasSizeGreaterThan(100);
      assertThat(coarse.entries()).hasSizeGreaterThan(100);
      assertThat(fineJob.get(60, SECONDS)).isEqualTo(range(0, 200));
      assertThat(coarseJob.get(60, SECONDS)).isEqualTo(range(0, 200));
    }
  }

  @Test
  void aMapDoesNotWaitForAllOfManyCalls() throws Exception {
    Journal journal = journal("calls");
    try (Pool pool = kind.open(1)) {
      List<CompletableFuture<Integer>> calls = new ArrayList<>();
      for (int i : range(0, 200)) {
        calls.add(pool.applyAsync(() -> writeAndSleep(journal, i, 10)));
      }

      assertThat(pool.map(x -> x, range(0, 5), MapOptions.DEFAULT.withChunkSize(1))).hasSize(5);

      assertThat(journal.entries()).hasSizeLessThan(100);
      for (int i : range(0, 200)) {
        assertThat(calls.get(i).get(60, SECONDS)).isEqualTo(i);
      }
    }
  }

  @Test
  void anUrgentMapComesBeforeALongOne() throws Exception {
    Journal journal = journal("long");
    try (Pool pool = kind.open(1)) {
      CompletableFuture<List<Integer>> longJob =
          pool.mapAsync(
              x -> writeAndSleep(journal, x, 10),
              range(0, 150),
              MapOptions.DEFAULT.withPriority(4).withChunkSize(75));
      eventually("it runs", () -> !journal.entries().isEmpty());
      int before = journal.entries().size();

      pool.map(
          x -> {
            Thread.sleep(10);
            return x;
          },
          range(0, 50),
          MapOptions.DEFAULT.withPriority(6));

      assertThat(journal.entries().size() - before).as("meanwhile").isLessThan(50);
      assertThat(longJob.get(60, SECONDS)).isEqualTo(range(0, 150));
    }
  }

  @Test
  void anUrgentCallComesBeforeAllThatWaitAndTheyRunBehindIt() throws Exception {
    Journal journal = journal("all");
    try (Pool pool = kind.open(1);
        Signal mayGoOn = Signal.in(folder, "may-go-on")) {
      List<CompletableFuture<Integer>> calls = new ArrayList<>();
      for (int i : range(0, 1_000)) {
        calls.add(
            pool.applyAsync(
                () -> {
                  mayGoOn.await();
                  return write(journal, i);
                }));
      }
      CompletableFuture<Integer> urgent = pool.applyAsync(() -> write(journal, -1), URGENT);
      mayGoOn.give();

      assertThat(urgent.get(60, SECONDS)).isEqualTo(-1);
      for (int i : range(0, 1_000)) {
        assertThat(calls.get(i).get(60, SECONDS)).isEqualTo(i);
      }
      assertThat(journal.entries().indexOf("-1"))
          .as("behind one that runs, and one that was on its way")
          .isBetween(0, 2);
    }
  }

  @Test
  void theOrderIsThatOfPrioritiesForCallsAndExecutors() throws Exception {
    Journal journal = journal("all");
    try (Pool pool = kind.open(1);
        Signal runs = Signal.in(folder, "runs");
        Signal mayEnd = Signal.in(folder, "may-end")) {
      final CompletableFuture<Integer> first = pool.applyAsync(blocking(runs, mayEnd), URGENT);
      eventually("the first runs", runs::isGiven);
      final CompletableFuture<Integer> second = pool.applyAsync(blocking(runs, mayEnd), URGENT);
      TaskExecutorService executor = pool.asExecutorService(TaskOptions.DEFAULT.withPriority(7));
      CompletableFuture<Integer> low =
          pool.applyAsync(() -> write(journal, 1), TaskOptions.DEFAULT.withPriority(1));
      CompletableFuture<Integer> normal = pool.applyAsync(() -> write(journal, 5));
      CompletableFuture<Integer> above = executor.submit(() -> write(journal, 7));
      CompletableFuture<Integer> last =
          pool.applyAsync(() -> write(journal, 0), TaskOptions.DEFAULT.withPriority(1));
      mayEnd.give();
      CompletableFuture.allOf(first, second, low, normal, above, last).get(60, SECONDS);

      assertThat(journal.entries()).containsExactly("7", "5", "1", "0");
    }
  }

  @Test
  void aPriorityIsOneOfTen() {
    for (int wrong : new int[] {0, 11, -1}) {
      assertThatThrownBy(() -> TaskOptions.DEFAULT.withPriority(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("from 1 to 10, was " + wrong);
    }
  }

  private static TaskCallable<Integer> blocking(Signal runs, Signal mayEnd) {
    return () -> {
      runs.give();
      mayEnd.await();
      return 0;
    };
  }

  private Journal journal(String name) {
    Path place = folder.resolve(name);
    assertThat(place.toFile().mkdir()).isTrue();
    return Journal.in(place);
  }

  private static int writeAndSleep(Journal journal, int x, int millis) throws InterruptedException {
    write(journal, x);
    Thread.sleep(millis);
    return x;
  }

  /** Threads share a file. */
  private static int write(Journal journal, int x) {
    synchronized (Journal.class) {
      journal.write(x);
    }
    return x;
  }
}
