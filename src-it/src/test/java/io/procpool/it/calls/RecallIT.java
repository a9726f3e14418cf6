package io.procpool.it.calls;

import static io.procpool.it.Eventually.eventually;
import static io.procpool.it.calls.Probes.range;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.MapOptions;
import io.procpool.ProcessPool;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What waits with a worker behind a slow task is taken from it when another worker is idle. */
class RecallIT {

  @TempDir private Path folder;

  /** With 10 all of them came to one worker; with 1, some waited with it; with 3, some of both. */
  @ParameterizedTest
  @ValueSource(ints = {10, 3, 1})
  void tasksBehindASlowOneAreDoneByTheOtherWorker(int chunkSize) throws Exception {
    Journal journal = Journal.in(folder);

    try (ProcessPool pool = ProcessPool.create(2);
        Signal mayEnd = Signal.in(folder, "may-end")) {
      CompletableFuture<List<Integer>> future =
          pool.mapAsync(
              x -> {
                journal.write(x);
                if (x == 0) {
                  mayEnd.await();
                }
                return x;
              },
              range(0, 10),
              MapOptions.DEFAULT.withChunkSize(chunkSize));
      eventually("all have started", () -> journal.entries().size() == 10);
      assertThat(future).isNotDone();
      mayEnd.give();

      assertThat(future.get(30, SECONDS)).isEqualTo(range(0, 10));
    }
    assertThat(journal.entries()).hasSize(10).doesNotHaveDuplicates();
  }

  /** Each is a job of its own, and the worker has many of them when they are this quick. */
  @Test
  void singleCallsBehindASlowOneAreDoneByTheOtherWorker() throws Exception {
    try (ProcessPool pool = ProcessPool.create(2);
        Signal mayEnd = Signal.in(folder, "may-end")) {
      Probes.meetingOfAll(pool, folder, "all");
      CompletableFuture<Boolean> slow = pool.applyAsync(() -> awaitAndTell(mayEnd));

      List<CompletableFuture<Integer>> quick =
          range(0, 200).stream().map(i -> pool.applyAsync(Probes::square, i)).toList();
      for (int i : range(0, 200)) {
        assertThat(quick.get(i).get(30, SECONDS)).isEqualTo(i * i);
      }
      assertThat(slow).isNotDone();
      mayEnd.give();

      assertThat(slow.get(30, SECONDS)).isTrue();
    }
  }

  @Test
  void manyQuickTasksBehindASlowOneAreDoneByTheOtherWorker() throws Exception {
    Journal journal = Journal.in(folder);

    try (ProcessPool pool = ProcessPool.create(2);
        Signal mayEnd = Signal.in(folder, "may-end")) {
      CompletableFuture<List<Integer>> future =
          pool.mapAsync(
              x -> {
                if (x == 500) {
                  mayEnd.await();
                }
                journal.write(x);
                return x;
              },
              range(0, 2000));
      eventually("all others have run", () -> journal.entries().size() == 1999);
      assertThat(future).isNotDone();
      mayEnd.give();

      assertThat(future.get(30, SECONDS)).isEqualTo(range(0, 2000));
    }
    assertThat(journal.entries()).hasSize(2000).doesNotHaveDuplicates();
  }

  private static boolean awaitAndTell(Signal signal) throws InterruptedException {
    signal.await();
    return signal.isGiven();
  }
}
