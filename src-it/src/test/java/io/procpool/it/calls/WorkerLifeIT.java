package io.procpool.it.calls;

import static io.procpool.it.Eventually.eventually;
import static io.procpool.it.calls.Probes.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.procpool.MapOptions;
import io.procpool.PoolClosedException;
import io.procpool.PoolStats.State;
import io.procpool.ProcessPool;
import io.procpool.it.Logged;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workers that come and go though nothing is wrong with them: idle ones, surplus ones, old ones.
 */
class WorkerLifeIT {

  /** Statics of each worker. */
  private static final List<byte[]> KEPT = new ArrayList<>();

  private static int tasksHere;

  @TempDir private Path folder;

  // S67
  @Test
  void whatWorkersSayLastIsReceivedBeforeThePoolIsClosed() {
    List<Integer> counts = Collections.synchronizedList(new ArrayList<>());

    try (ProcessPool pool =
        ProcessPool.builder().processes(4).exitHook(() -> tasksHere, counts::add).build()) {
      Probes.meetingOfAll(pool, folder, "all");
      pool.map(x -> ++tasksHere, range(0, 100));
    }

    assertThat(counts).hasSize(4);
    assertThat(counts.stream().mapToInt(Integer::intValue).sum()).isEqualTo(100);
  }

  // S67
  @Test
  void aLargeLastWordIsReceivedTooAndOneThatFailsHarmsNothing() {
    List<byte[]> words = Collections.synchronizedList(new ArrayList<>());
    try (ProcessPool pool =
        ProcessPool.builder()
            .processes(1)
            .exitHook(() -> new byte[10_000_000], words::add)
            .build()) {
      assertThat(pool.apply(() -> 1)).isEqualTo(1);
    }
    assertThat(words).hasSize(1).allMatch(word -> word.length == 10_000_000);

    try (ProcessPool pool =
        ProcessPool.builder().processes(1).exitHook(WorkerLifeIT::fail, words::add).build()) {
      assertThat(pool.apply(() -> 1)).isEqualTo(1);
    }
    assertThat(words).hasSize(1);
  }

  @Test
  void anExitHookThatDoesNotEndIsKilledWithItsWorkerWhichIsSaid() {
    try (Logged logged = Logged.listen()) {
      ProcessPool pool =
          ProcessPool.builder()
              .processes(1)
              .stopTimeout(Duration.ofMillis(300))
              .exitHook(WorkerLifeIT::neverEnd, word -> {})
              .build();
      long worker = pool.apply(Probes::pid);

      pool.close();

      assertThat(ProcessHandle.of(worker)).isEmpty();
      assertThat(logged.messages())
          .singleElement(STRING)
          .contains("(pid " + worker + ") is killed", "stopTimeout of PT0.3S");
    }
  }

  // S71
  @Test
  void idleWorkersEndAndOthersComeWhenThereIsWork() {
    try (ProcessPool pool =
        ProcessPool.builder().processes(2).idleTimeout(Duration.ofMillis(200)).build()) {
      Set<Long> first = Probes.meetingOfAll(pool, folder, "first");
      first.forEach(Probes::awaitDeath);

      assertThat(pool.apply(Probes::pid)).isNotIn(first);
      assertThat(Probes.meetingOfAll(pool, folder, "second"))
          .hasSize(2)
          .doesNotContainAnyElementsOf(first);
    }
  }

  // S71: a task may come in the moment in which its worker is told to end
  @Test
  void noTaskIsLostAroundTheEndOfAnIdleWorker() {
    Duration idle = Duration.ofMillis(50);
    Set<Long> pids = new HashSet<>();
    try (ProcessPool pool = ProcessPool.builder().processes(1).idleTimeout(idle).build()) {
      for (int task = 0; task < 50; task++) {
        int number = task;
        assertThat(pool.apply(() -> number)).isEqualTo(number);
        pids.add(pool.apply(Probes::pid));
        LockSupport.parkNanos(idle.toNanos() + TimeUnit.MICROSECONDS.toNanos(200 * (task - 25)));
      }
    }
    assertThat(pids).as("workers that were used").hasSizeGreaterThan(1);
  }

  // S71, with its own times: five pools share the fifty tasks, or it would take half a minute
  @Test
  void noTaskIsLostAroundTheEndOfAnIdleWorkerWithinHalfASecond() {
    Duration idle = Duration.ofMillis(500);
    List<ProcessPool> pools = new ArrayList<>();
    Map<ProcessPool, Set<Long>> pids = new HashMap<>();
    try {
      for (int pool : range(0, 5)) {
        pools.add(ProcessPool.builder().processes(1).idleTimeout(idle).build());
        pids.put(pools.get(pool), new HashSet<>());
      }
      for (int round : range(0, 10)) {
        for (int pool : range(0, 5)) {
          pids.get(pools.get(pool)).add(pools.get(pool).apply(Probes::pid));
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(450 + 11 * round));
      }
      pids.values().forEach(its -> its.forEach(Probes::awaitDeath));
      pids.forEach((pool, its) -> assertThat(pool.apply(Probes::pid)).isNotIn(its));
    } finally {
      pools.forEach(ProcessPool::close);
    }
  }

  // S72
  @Test
  void aPoolShrinksAndGrowsWhileItIsBusy() throws Exception {
    try (ProcessPool pool = ProcessPool.create(4)) {
      Set<Long> four = Probes.meetingOfAll(pool, folder, "four");
      Signal go = Signal.in(folder, "go");
      CompletableFuture<List<Integer>> busy =
          pool.mapAsync(
              x -> {
                go.await();
                return x;
              },
              range(0, 40));

      pool.resize(1);
      assertThat(pool.processes()).isEqualTo(1);
      go.give();
      assertThat(busy.get(60, TimeUnit.SECONDS)).isEqualTo(range(0, 40));
      eventually("one of four is left", () -> living(four).size() == 1);
      assertThat(Probes.meetingOfAll(pool, folder, "one")).isEqualTo(living(four));

      pool.resize(3);
      assertThat(Probes.meetingOfAll(pool, folder, "three")).hasSize(3).containsAll(living(four));
      assertThatIllegalArgumentException().isThrownBy(() -> pool.resize(0));
      pool.terminate();
      assertThatThrownBy(() -> pool.resize(2)).isInstanceOf(PoolClosedException.class);
    }
  }

  // S72
  @Test
  void aPoolGrowsWhileItIsBusyToo() throws Exception {
    Journal started = Journal.in(folder);
    try (ProcessPool pool = ProcessPool.create(4)) {
      Set<Long> four = Probes.meetingOfAll(pool, folder, "four");
      Signal first = Signal.in(folder, "first");
      Signal second = Signal.in(folder, "second");
      CompletableFuture<List<Integer>> busy =
          pool.mapAsync(
              x -> {
                started.write(x);
                (x < 8 ? first : second).await(); // what the four may have before one is left
                return x;
              },
              range(0, 30),
              MapOptions.DEFAULT.withChunkSize(1));
      eventually("all four run a task", () -> started.byPid().size() == 4);

      pool.resize(1);
      eventually("three are to end", () -> pool.stats().workers(State.ENDING) == 3);
      first.give();
      eventually("one of four is left", () -> living(four).size() == 1);
      pool.resize(3);
      eventually("two others run tasks", () -> started.byPid().size() == 6);
      second.give();

      assertThat(busy.get(60, TimeUnit.SECONDS)).isEqualTo(range(0, 30));
      assertThat(started.entries()).as("each has run once").hasSize(30);
      assertThat(Probes.meetingOfAll(pool, folder, "three")).hasSize(3).containsAll(living(four));
    }
  }

  @Test
  void anOldWorkerIsReplacedBehindItsTask() {
    try (ProcessPool pool =
        ProcessPool.builder().processes(1).maxChildAge(Duration.ofMillis(300)).build()) {
      long first = pool.apply(Probes::pid);
      Probes.awaitDeath(first);

      assertThat(pool.apply(Probes::pid)).isNotEqualTo(first);
    }
  }

  // S74
  @Test
  void aLargeWorkerIsReplacedBehindItsTaskAndNoTaskIsLost() {
    try (ProcessPool pool =
        ProcessPool.builder().processes(1).heap("1g").maxChildRss(300L << 20).build()) {
      long first = pool.apply(Probes::pid);

      List<Integer> results = pool.map(WorkerLifeIT::keepTwentyMegabytes, range(0, 30));

      assertThat(results).isEqualTo(range(0, 30));
      Probes.awaitDeath(first);
      assertThat(pool.apply(Probes::pid)).isNotEqualTo(first);
    }
  }

  @Test
  void whatAWorkerHasStartedEndsWithItIfItShall() throws Exception {
    Path pidFile = folder.resolve("pid");
    try (ProcessPool pool = ProcessPool.builder().processes(1).killDescendants(true).build()) {
      String file = pidFile.toString();
      long worker =
          pool.apply(
              () -> {
                new ProcessBuilder("/bin/sh", "-c", "echo $$ > " + file + "; exec sleep 600")
                    .start();
                return Probes.pid();
              });
      eventually("the grandchild says who it is", () -> size(pidFile) > 1);
      long grandchild = Long.parseLong(Files.readString(pidFile).strip());
      assertThat(ProcessHandle.of(grandchild)).isPresent();

      Probes.kill(worker);

      Probes.awaitDeath(grandchild);
    }
  }

  private static byte[] neverEnd() throws InterruptedException {
    new CountDownLatch(1).await();
    return new byte[0];
  }

  private static byte[] fail() {
    throw new IllegalStateException("the hook of a test fails, as it should");
  }

  private static int keepTwentyMegabytes(int number) {
    byte[] bytes = new byte[20_000_000];
    for (int i = 0; i < bytes.length; i += 4096) {
      bytes[i] = 1; // or it would not be in memory
    }
    KEPT.add(bytes);
    return number;
  }

  private static Set<Long> living(Set<Long> pids) {
    Set<Long> living = new HashSet<>(pids);
    living.removeIf(pid -> !ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
    return living;
  }

  private static long size(Path file) {
    return file.toFile().length();
  }
}
