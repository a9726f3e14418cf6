package io.procpool.it.calls;

import static io.procpool.it.calls.Probes.range;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.ChunkSize;
import io.procpool.MapOptions;
import io.procpool.ProcessPool;
import io.procpool.Results;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every task runs once, also while workers come and go. */
class RecyclingIT {

  @TempDir private Path folder;

  // S10
  @ParameterizedTest
  @ValueSource(ints = {Integer.MAX_VALUE, 500})
  void eachOfManyItemsRunsOnceAndNoWorkerRunsTooMany(int maxTasks) {
    Journal journal = Journal.in(folder);
    List<Integer> results = new ArrayList<>();

    try (ProcessPool pool = ProcessPool.builder().processes(2).maxTasksPerChild(maxTasks).build();
        Results<Integer> stream =
            pool.imapUnordered(
                x -> {
                  journal.write(x);
                  return x;
                },
                range(0, 10_000),
                MapOptions.DEFAULT.withChunkSize(7))) {
      stream.forEach(results::add);
    }

    assertThat(results).hasSize(10_000).containsExactlyInAnyOrderElementsOf(range(0, 10_000));
    assertThat(journal.entries())
        .hasSize(10_000)
        .containsExactlyInAnyOrderElementsOf(
            range(0, 10_000).stream().map(String::valueOf).toList());
    assertThat(journal.byPid().values())
        .allSatisfy(tasks -> assertThat(tasks).hasSizeLessThanOrEqualTo(maxTasks));
  }

  // S68
  @Test
  void theLimitCountsTasksWhateverTheyCameIn() {
    List<ChunkSize> sizes =
        List.of(ChunkSize.fixed(1), ChunkSize.fixed(4), ChunkSize.adaptive(), ChunkSize.python());

    for (ChunkSize size : sizes) {
      try (ProcessPool pool = ProcessPool.builder().processes(1).maxTasksPerChild(2).build()) {
        List<Long> pids =
            pool.map(x -> Probes.pid(), range(0, 8), MapOptions.DEFAULT.withChunkSize(size));

        Map<Long, Long> tasksByPid =
            pids.stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(tasksByPid.values()).as("%s", size).containsExactly(2L, 2L, 2L, 2L);
      }
    }
  }

  @Test
  void theLimitCountsSingleCallsToo() throws Exception {
    try (ProcessPool pool = ProcessPool.builder().processes(1).maxTasksPerChild(1).build()) {
      List<CompletableFuture<Long>> calls =
          range(0, 4).stream().map(i -> pool.applyAsync(Probes::pid)).toList();
      List<Long> pids = new ArrayList<>();
      for (CompletableFuture<Long> call : calls) {
        pids.add(call.get(30, SECONDS));
      }

      assertThat(pids).doesNotHaveDuplicates();
    }
  }

  @Test
  void aTaskThatFailsCountsAsATask() {
    try (ProcessPool pool = ProcessPool.builder().processes(1).maxTasksPerChild(2).build()) {
      CompletableFuture<Long> first = pool.applyAsync(Probes::pid);
      CompletableFuture<Integer> failing = pool.applyAsync(() -> Integer.parseInt("none"));
      CompletableFuture<Long> third = pool.applyAsync(Probes::pid);

      assertThat(failing.handle((value, failure) -> failure).join()).isNotNull();
      assertThat(third.join()).isNotEqualTo(first.join());
    }
  }

  /** It is on its way out, and would take the task with it that nobody wants any more. */
  @Test
  void aCancelledCallIsTakenAlsoFromAWorkerThatRunsItsLastTasks() throws Exception {
    Journal journal = Journal.in(folder);

    try (ProcessPool pool = ProcessPool.builder().processes(1).maxTasksPerChild(2).build()) {
      for (int round : range(0, 10)) {
        Signal mayEnd = Signal.in(folder, "may-end-" + round);
        Signal started = Signal.in(folder, "started-" + round);
        CompletableFuture<Integer> running =
            pool.applyAsync(
                () -> {
                  started.give();
                  mayEnd.await();
                  return 1;
                });
        CompletableFuture<Integer> next =
            pool.applyAsync(
                () -> {
                  journal.write(round);
                  return 2;
                });
        started.await();
        next.cancel(true);
        mayEnd.give();
        running.get(30, SECONDS);
      }
      pool.apply(Probes::square, 3);
    }
    assertThat(journal.entries()).as("of ten, as many as had started by then").hasSizeLessThan(10);
  }
}
