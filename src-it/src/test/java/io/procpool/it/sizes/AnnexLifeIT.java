package io.procpool.it.sizes;

import static io.procpool.it.Eventually.eventually;
import static io.procpool.it.calls.Probes.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.procpool.MapOptions;
import io.procpool.PoolClosedException;
import io.procpool.ProcessPool;
import io.procpool.Results;
import io.procpool.Retries;
import io.procpool.TaskOptions;
import io.procpool.WorkerDiedException;
import io.procpool.it.CommandLine;
import io.procpool.it.calls.Signal;
import io.procpool.it.wire.Program;
import io.procpool.task.TaskCallable;
import io.procpool.testkit.Probes;
import io.procpool.testkit.Trap;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that a large array is handed over by is gone when nobody needs it any more. */
class AnnexLifeIT {

  private static final int LARGE = 2_000_000;

  @TempDir private Path folder;

  @Test
  void whenItsTaskIsDone() {
    try (ProcessPool pool = ProcessPool.create(2)) {
      List<byte[]> results =
          pool.map(Probes.echo(), range(0, 20).stream().map(i -> new byte[LARGE]).toList());

      assertThat(results).hasSize(20);
      AnnexFiles.awaitNone("behind a map");
      assertThat(pool.apply(Probes.echo(), new byte[LARGE])).hasSize(LARGE);
      AnnexFiles.awaitNone("behind a call");
    }
  }

  @Test
  void aFunctionsIsThereAsLongAsItsJob() throws Exception {
    byte[] captured = Arrays.bytes(LARGE);
    try (ProcessPool pool = ProcessPool.create(1);
        Signal go = Signal.in(folder, "go")) {
      Signal started = Signal.in(folder, "started");
      CompletableFuture<List<Long>> sums =
          pool.mapAsync(
              x -> {
                started.give();
                go.await();
                return Arrays.checksum(captured);
              },
              range(0, 3),
              MapOptions.DEFAULT.withChunkSize(1));
      started.await();

      assertThat(AnnexFiles.ofThisJvm()).hasSize(1);

      go.give();
      assertThat(sums.get()).containsOnly(Arrays.checksum(captured));
      AnnexFiles.awaitNone("behind its job");
    }
  }

  @Test
  void aRetriedItemIsReadAgain() {
    byte[] item = Arrays.bytes(LARGE);
    Retries retries = Retries.of(3);
    try (ProcessPool pool = ProcessPool.create(2)) {
      Signal failed = Signal.in(folder, "failed");
      Signal died = Signal.in(folder, "died");

      List<Long> sums =
          pool.map(
              bytes -> {
                long sum = Arrays.checksum(bytes);
                if (!failed.isGiven()) {
                  failed.give();
                  throw new IllegalStateException("by the test");
                }
                if (!died.isGiven()) {
                  died.give();
                  Probes.halt(3).call();
                }
                return sum;
              },
              List.of(item),
              MapOptions.DEFAULT.withRetries(retries));

      assertThat(sums).containsExactly(Arrays.checksum(item));
      AnnexFiles.awaitNone("behind three attempts");
    }
  }

  @Test
  void whenAWorkerDiesThatReadsIt() {
    assertGoneBehindDeath(
        pool ->
            pool.apply(
                Probes.echo(), List.of(new byte[LARGE], Trap.decodedInWorker(Probes.die("KILL")))));
  }

  @Test
  void whenAWorkerDiesThatHasNotTold() {
    assertGoneBehindDeath(
        pool ->
            pool.apply(() -> List.of(new byte[LARGE], Trap.encodedInWorker(Probes.die("KILL")))));
  }

  @Test
  void whenItsFunctionKillsEachWorker() {
    byte[] captured = new byte[LARGE];
    assertGoneBehindDeath(
        pool -> pool.map(x -> captured.length + (int) Probes.halt(x).call(), List.of(1, 2)));
  }

  private interface Deadly {
    void in(ProcessPool pool);
  }

  private static void assertGoneBehindDeath(Deadly deadly) {
    try (ProcessPool pool = ProcessPool.create(1)) {
      catchThrowableOfType(WorkerDiedException.class, () -> deadly.in(pool));

      assertThat(pool.apply(Probes.answer())).isEqualTo(Probes.ANSWER);
      AnnexFiles.awaitNone("behind a death");
    }
  }

  @Test
  void whenNobodyTakesItsResult() {
    try (ProcessPool pool = ProcessPool.create(2)) {
      try (Results<byte[]> results = pool.imap(x -> new byte[LARGE], range(0, 100))) {
        assertThat(results.iterator().next()).hasSize(LARGE);
      }

      AnnexFiles.awaitNone("behind a stream that was closed");
      assertThat(pool.apply(Probes.answer())).isEqualTo(Probes.ANSWER);
    }
  }

  @Test
  void whenItsItemIsNotWanted() throws Exception {
    try (ProcessPool pool = ProcessPool.create(1)) {
      Signal started = Signal.in(folder, "started");
      CompletableFuture<List<Object>> future =
          pool.mapAsync(
              bytes -> {
                started.give();
                return Probes.hang().call();
              },
              range(0, 20).stream().map(i -> new byte[LARGE]).toList());
      started.await();
      assertThat(AnnexFiles.ofThisJvm()).isNotEmpty();

      future.cancel(true);

      AnnexFiles.awaitNone("behind a cancellation");
    }
  }

  @Test
  void aResultCanBeReadBehindTheEndOfItsWorkerAndItsPool() {
    byte[] large = Arrays.bytes(LARGE);
    Results<byte[]> results;
    try (ProcessPool pool = ProcessPool.create(1)) {
      results = pool.imap(x -> Arrays.bytes(LARGE), range(0, 4), MapOptions.DEFAULT.withWindow(2));
      eventually("something has come", results::isReady);
    }
    AnnexFiles.awaitNone("of a closed pool");

    Iterator<byte[]> iterator = results.iterator();
    assertThat(iterator.next()).isEqualTo(large);
    assertThat(iterator.next()).isEqualTo(large);
    try {
      while (iterator.hasNext()) {
        assertThat(iterator.next()).isEqualTo(large);
      }
    } catch (PoolClosedException | NoSuchElementException e) {
      assertThat(e).isInstanceOf(PoolClosedException.class); // the rest was not pulled
    }
  }

  @Test
  void whenThePoolIsTerminated() throws Exception {
    Signal started = Signal.in(folder, "started");
    ProcessPool pool = ProcessPool.create(1);
    TaskCallable<Object> hanging =
        () -> {
          started.give();
          return Probes.hang().call();
        };
    CompletableFuture<?> first = pool.applyAsync(hanging);
    CompletableFuture<?> second = pool.applyAsync(Probes.give(new byte[LARGE]));
    started.await();

    pool.terminate();

    assertThat(first).isCompletedExceptionally();
    assertThat(second).isCompletedExceptionally();
    AnnexFiles.awaitNone("behind a termination");
  }

  @Test
  void whenTheJvmOfThePoolIsKilled() throws Exception {
    Process parent =
        CommandLine.start(
            Program.command(Holding.class, List.of(), folder.toString()), Path.of("."), Map.of());
    Signal.in(folder, "there").await();
    assertThat(AnnexFiles.of(AnnexFiles.MEMORY, parent.pid())).isNotEmpty();
    List<ProcessHandle> workers = parent.descendants().toList();

    parent.destroyForcibly();

    eventually("the workers are gone", () -> workers.stream().noneMatch(ProcessHandle::isAlive));
    assertThat(AnnexFiles.of(AnnexFiles.MEMORY, parent.pid())).isEmpty();
  }

  /** The main class of that JVM: an item, a function, and a result that nobody reads. */
  static final class Holding {

    private Holding() {}

    public static void main(String[] args) throws InterruptedException {
      Signal there = Signal.in(Path.of(args[0]), "there");
      byte[] captured = new byte[LARGE];
      try (ProcessPool pool = ProcessPool.create(2)) {
        pool.mapAsync(x -> captured.length + (int) Probes.spin().call(), List.of(1));
        pool.applyAsync(
            () -> {
              there.give();
              return captured.length + (int) Probes.spin().call();
            },
            TaskOptions.DEFAULT);
        Thread.currentThread().join();
      }
    }
  }
}
