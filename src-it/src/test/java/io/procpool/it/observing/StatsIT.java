package io.procpool.it.observing;

import static io.procpool.it.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.MapOptions;
import io.procpool.Pool;
import io.procpool.PoolStats;
import io.procpool.PoolStats.State;
import io.procpool.PoolStats.WorkerStats;
import io.procpool.ProcessPool;
import io.procpool.it.contract.PoolKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StatsIT {

  @TempDir private Path folder;

  static Stream<PoolKind> kinds() {
    return PoolKind.all();
  }

  static Stream<PoolKind> concurrentKinds() {
    return PoolKind.concurrent();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whatHasEndedIsCountedWellOrNot(PoolKind kind) {
    try (Pool pool = kind.open(2)) {
      pool.map(x -> x, numbers(100));
      assertThatThrownBy(() -> pool.map(StatsIT::failIfEven, numbers(10)));
      pool.mapSettled(StatsIT::failIfEven, numbers(4));

      PoolStats stats = pool.stats();
      assertThat(stats.tasksDone()).isEqualTo(107);
      assertThat(stats.tasksFailed()).isEqualTo(7);
      assertThat(stats.tasksQueued()).isZero();
      assertThat(stats.restarts()).isZero();
      assertThat(stats.processes()).isEqualTo(pool.processes());
    }
  }

  @ParameterizedTest
  @MethodSource("concurrentKinds")
  void whatRunsAndWaitsIsSeen(PoolKind kind) {
    Path go = folder.resolve("go");
    String file = go.toString();
    try (Pool pool = kind.open(2)) {
      CompletableFuture<List<Integer>> call =
          pool.mapAsync(x -> awaitFile(file, x), numbers(6), MapOptions.DEFAULT.withChunkSize(1));

      eventually(
          "two run and four wait",
          () -> pool.stats().tasksRunning() == 2 && pool.stats().tasksQueued() == 4);
      PoolStats stats = pool.stats();
      assertThat(stats.workers(State.BUSY)).isEqualTo(2);
      assertThat(stats.workers()).extracting(each -> each.worker().slot()).containsExactly(0, 1);
      assertThat(stats.workers()).allMatch(each -> each.running().isPresent());
      assertThat(stats.workers()).extracting(WorkerStats::worker).doesNotHaveDuplicates();
      touch(go);
      call.join();
      eventually("none runs", () -> pool.stats().tasksRunning() == 0);
      assertThat(pool.stats().tasksDone()).isEqualTo(6);
    }
  }

  @Test
  void aProcessHasAPidAndASizeAndASuccessor() {
    try (ProcessPool pool = ProcessPool.create(1)) {
      long pid = pool.apply(() -> ProcessHandle.current().pid());
      WorkerStats worker = pool.stats().workers().get(0);
      assertThat(worker.worker().pid()).isEqualTo(pid);
      assertThat(worker.tasksEnded()).isEqualTo(1);
      assertThat(worker.residentBytes()).isGreaterThan(10_000_000);
      assertThat(worker.state()).isEqualTo(State.IDLE);

      ProcessHandle.of(pid).orElseThrow().destroyForcibly();
      eventually("a successor", () -> pool.stats().restarts() == 1);
      assertThat(pool.stats().workers())
          .singleElement()
          .matches(other -> other.worker().pid() != pid);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aClosedPoolStillSaysWhatItHasDone(PoolKind kind) {
    Pool pool = kind.open(1);
    pool.apply(() -> 1);
    pool.close();

    assertThat(pool.stats().tasksDone()).isEqualTo(1);
    assertThat(pool.stats().workers()).isEmpty();
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static int failIfEven(int number) {
    if (number % 2 == 0) {
      throw new IllegalArgumentException("even");
    }
    return number;
  }

  private static int awaitFile(String file, int number) throws InterruptedException {
    while (!Files.exists(Path.of(file))) {
      Thread.sleep(5);
    }
    return number;
  }

  private static void touch(Path file) {
    try {
      Files.createFile(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
