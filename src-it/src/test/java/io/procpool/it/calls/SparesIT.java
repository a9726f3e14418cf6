package io.procpool.it.calls;

import static io.procpool.it.Eventually.eventually;
import static io.procpool.it.calls.Probes.range;
import static io.procpool.testkit.Probes.halt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.procpool.MapOptions;
import io.procpool.PoolWorker;
import io.procpool.ProcessPool;
import io.procpool.ProcessPoolBuilder;
import io.procpool.TaskTimeoutException;
import io.procpool.WorkerDiedException;
import io.procpool.it.Logged;
import io.procpool.it.wire.Sink;
import io.procpool.task.TaskContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workers that are started ahead: they take the place of one that is lost, and are nothing else.
 */
class SparesIT {

  @TempDir private Path folder;

  @Test
  void aWorkerThatDiesIsReplacedByOneThatIsReadyWhichTakesItsPlaceAndName() {
    Sink out = new Sink();
    Sink err = new Sink();
    try (ProcessPool pool =
        builder(1, 1).tagOutput(true).output(out.stream(), err.stream()).build()) {
      long first = pool.apply(Probes::pid);
      long spare = awaitOther(Set.of(first));

      assertThatThrownBy(() -> pool.apply(halt(1))).isInstanceOf(WorkerDiedException.class);

      assertThat(pool.apply(Probes::pid)).isEqualTo(spare);
      String place = pool.apply(() -> TaskContext.current().workerName());
      assertThat(place).endsWith("-worker-0");
      assertThat(pool.apply(() -> TaskContext.current().slot())).isZero();
      assertThat(pool.apply(() -> Thread.currentThread().getName())).isEqualTo(place);
      pool.submit(() -> print("hello")).join();
      assertThat(out.lines()).containsExactly("[" + place + "] hello");
      eventually("its last words are printed", () -> err.text().contains("hello"));
      assertThat(err.lines()).contains("[" + place + "] to err: hello");
      assertThat(awaitOther(Set.of(first, spare))).as("the next spare").isPositive();
      assertThat(pool.processes()).isEqualTo(1);
      assertThat(pool.stats().workers())
          .singleElement()
          .satisfies(it -> assertThat(it.worker()).isEqualTo(new PoolWorker(place, 0, spare)));
      assertThat(pool.stats().restarts()).isEqualTo(1);
    }
  }

  @Test
  void whoeverTakesAPlaceIsBlamedByItsName() {
    try (ProcessPool pool = builder(1, 1).build()) {
      long first = pool.apply(Probes::pid);
      long spare = awaitOther(Set.of(first));
      Probes.kill(first);
      Probes.awaitDeath(first);

      assertThatThrownBy(() -> pool.apply(halt(3)))
          .isInstanceOfSatisfying(
              WorkerDiedException.class,
              e -> {
                assertThat(e.death().pid()).isEqualTo(spare);
                assertThat(e.death().slot()).isZero();
                assertThat(e).hasMessageContaining("-worker-0 (pid " + spare + ")");
              });
    }
  }

  @Test
  void oneThatIsKilledByALimitIsReplacedBySpare() {
    try (ProcessPool pool = builder(1, 1).grace(Duration.ofMillis(50)).build()) {
      long first = pool.apply(Probes::pid);
      long spare = awaitOther(Set.of(first));
      MapOptions limited = MapOptions.DEFAULT.withTaskTimeout(Duration.ofMillis(100));

      assertThatThrownBy(
              () -> pool.map(x -> io.procpool.testkit.Probes.spin().call(), range(0, 1), limited))
          .isInstanceOf(TaskTimeoutException.class);

      assertThat(pool.apply(Probes::pid)).isEqualTo(spare);
    }
  }

  @Test
  void eachRecycledWorkerIsReplacedBySpareAndEachIsInitializedOnce() {
    Set<Long> pids = new TreeSet<>();
    try (ProcessPool pool = builder(2, 2).maxTasksPerChild(1).build()) {
      pids.addAll(pool.map(x -> Probes.pid(), range(0, 12), MapOptions.DEFAULT.withChunkSize(1)));
    }

    assertThat(pids).hasSize(12);
    assertThat(journal().byPid().keySet()).containsAll(pids);
    assertThat(journal().byPid().values()).allMatch(entries -> entries.size() == 1);
  }

  @Test
  void aSpareThatDiesUnneededIsReplacedAndHarmsNothing() {
    try (Logged logged = Logged.listen();
        ProcessPool pool = builder(1, 1).build()) {
      long first = pool.apply(Probes::pid);
      long spare = awaitOther(Set.of(first));

      Probes.kill(spare);
      long next = awaitOther(Set.of(first, spare));

      assertThat(pool.apply(Probes::pid)).isEqualTo(first);
      assertThat(logged.messages())
          .singleElement(STRING)
          .contains("-spare-1", "ended before it was needed", "SIGKILL");
      Probes.kill(first);
      Probes.awaitDeath(first);
      assertThat(pool.apply(Probes::pid)).isEqualTo(next);
    }
  }

  @Test
  void sparesWhoseInitializerFailsAreLoggedOnceAndThePoolGoesOn() {
    Journal journal = journal();
    try (Logged logged = Logged.listen();
        ProcessPool pool =
            ProcessPool.builder()
                .processes(1)
                .spares(1)
                .initializer(
                    () -> {
                      journal.write("started");
                      if (journal.byPid().size() > 1) {
                        throw new IOException("no room for two");
                      }
                    })
                .build()) {
      eventually("three spares have failed", () -> journal.byPid().size() >= 4);

      assertThat(pool.apply(() -> 1)).isEqualTo(1);
      assertThat(logged.messages())
          .singleElement(STRING)
          .contains("-spare-", "its initializer failed", "no room for two");
    }
  }

  @Test
  void aPoolThatGrowsTakesItsSparesFirst() {
    try (ProcessPool pool = builder(1, 1).build()) {
      long first = pool.apply(Probes::pid);
      long spare = awaitOther(Set.of(first));

      pool.resize(2);

      assertThat(Probes.meetingOfAll(pool, folder, "two")).containsExactlyInAnyOrder(first, spare);
      awaitOther(Set.of(first, spare));
      pool.resize(1);
      eventually("one of two has ended", () -> living(Set.of(first, spare)) == 1);
    }
  }

  @Test
  void theEndOfIdleWorkersIsNotThatOfSpares() {
    try (ProcessPool pool = builder(1, 1).idleTimeout(Duration.ofMillis(100)).build()) {
      long first = pool.apply(Probes::pid);
      Probes.awaitDeath(first);
      long spare = awaitOther(Set.of(first));

      assertThat(pool.apply(Probes::pid)).isEqualTo(spare);
      Probes.awaitDeath(spare);
    }
  }

  @Test
  void anOldSpareIsReplacedWithoutAWord() {
    try (Logged logged = Logged.listen();
        ProcessPool pool = builder(1, 1).maxChildAge(Duration.ofMillis(300)).build()) {
      long first = pool.apply(Probes::pid);
      long spare = awaitOther(Set.of(first));

      Probes.awaitDeath(spare);

      assertThat(logged.messages()).isEmpty();
      assertThat(pool.apply(Probes::pid)).isNotEqualTo(spare);
    }
  }

  @Test
  void aSpareIsToldToEndAsAnyWorkerIs() {
    List<Integer> words = Collections.synchronizedList(new ArrayList<>());
    try (ProcessPool pool = builder(1, 1).exitHook(() -> 1, words::add).build()) {
      long first = pool.apply(Probes::pid);
      awaitOther(Set.of(first));
      Probes.kill(first);
      Probes.awaitDeath(first);
      pool.apply(Probes::pid);
    }

    assertThat(words).hasSizeBetween(1, 2); // the second spare may not have come so far
  }

  @Test
  void whatASpareHasStartedInItsPlaceEndsWithIt() {
    Path pidFile = folder.resolve("pid");
    try (ProcessPool pool = builder(1, 1).killDescendants(true).build()) {
      long first = pool.apply(Probes::pid);
      long spare = awaitOther(Set.of(first));
      Probes.kill(first);
      Probes.awaitDeath(first);
      String file = pidFile.toString();
      pool.submit(() -> startSleeper(file)).join();
      eventually("the grandchild says who it is", () -> pidFile.toFile().length() > 1);

      Probes.kill(spare);

      Probes.awaitDeath(Long.parseLong(text(pidFile).strip()));
    }
  }

  @Test
  void aPoolThatIsClosedOrTerminatedAtOnceLeavesNoSpare() {
    builder(1, 3).build().close();
    builder(1, 3).build().terminate();
    assertThat(folder).isNotEmptyDirectory();
  }

  @Test
  void aNumberBelowZeroIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProcessPool.builder().spares(-1).build())
        .withMessageContaining("spares", "-1");
  }

  @Test
  void aSpareHasNothingToPutInThePlaceOfItsSlotOrItsName() {
    List<ProcessPoolBuilder> builders =
        List.of(
            ProcessPool.builder().jvmArgs("-Dlog=/var/log/{worker}.log"),
            ProcessPool.builder().environment("DEVICE", "{slot}"),
            ProcessPool.builder().workingDirectory(folder.resolve("{slot}")));

    for (ProcessPoolBuilder builder : builders) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> builder.spares(1).build())
          .withMessageContainingAll("{slot}", "spares");
    }
  }

  private ProcessPoolBuilder builder(int processes, int spares) {
    Journal journal = journal();
    return ProcessPool.builder()
        .processes(processes)
        .spares(spares)
        .initializer(() -> journal.write("initialized"));
  }

  private Journal journal() {
    return Journal.in(folder);
  }

  /** The pid of a worker that is initialized, and none of these. */
  private long awaitOther(Set<Long> known) {
    Set<Long> others = new TreeSet<>();
    eventually(
        "another worker is initialized",
        () -> {
          others.addAll(journal().byPid().keySet());
          others.removeAll(known);
          return !others.isEmpty();
        });
    return others.iterator().next();
  }

  private static long living(Set<Long> pids) {
    return pids.stream().filter(pid -> ProcessHandle.of(pid).isPresent()).count();
  }

  private static void print(String text) {
    System.out.println(text);
    System.err.println("to err: " + text);
  }

  private static void startSleeper(String file) throws IOException {
    new ProcessBuilder("/bin/sh", "-c", "echo $$ > " + file + "; exec sleep 600").start();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
