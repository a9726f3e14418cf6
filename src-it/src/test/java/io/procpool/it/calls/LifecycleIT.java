package io.procpool.it.calls;

import static io.procpool.it.Eventually.eventually;
import static io.procpool.it.calls.Probes.range;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.procpool.MapOptions;
import io.procpool.PoolClosedException;
import io.procpool.ProcessPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A pool that is closed finishes; one that is terminated does not; neither leaves anybody waiting.
 */
class LifecycleIT {

  @TempDir private Path folder;

  // S75
  @Test
  void closingFinishesWhatWasSubmitted() throws Exception {
    Signal mayEnd = Signal.in(folder, "may-end");
    ProcessPool pool = ProcessPool.create(2);
    List<CompletableFuture<Integer>> calls =
        range(0, 10).stream().map(x -> pool.applyAsync(() -> squareWhen(mayEnd, x))).toList();
    CompletableFuture<List<Integer>> map = pool.mapAsync(Probes::square, range(0, 1000));
    Set<Long> pids = pids(pool, mayEnd);

    pool.close();

    for (int x : range(0, 10)) {
      assertThat(calls.get(x).get(30, SECONDS)).isEqualTo(x * x);
    }
    assertThat(map.get(30, SECONDS)).hasSize(1000);
    assertThat(pids).allMatch(pid -> ProcessHandle.of(pid).isEmpty());
  }

  // S75
  @Test
  void aClosedPoolTakesNoWorkAndMayBeClosedAgain() {
    ProcessPool pool = ProcessPool.create(1);
    pool.close();
    pool.close();

    assertRefusesEverything(pool);
    pool.terminate();
    pool.close();
  }

  @Test
  void aTerminatedPoolTakesNoWorkAndMayBeTerminatedAgain() {
    ProcessPool pool = ProcessPool.create(1);
    pool.terminate();
    pool.terminate();

    assertRefusesEverything(pool);
    pool.close();
  }

  @Test
  void anOpenStreamEndsWithTheClosingBehindWhatItHasPulled() {
    CountedInput input = new CountedInput();
    ProcessPool pool = ProcessPool.create(2);
    try {
      Iterator<Integer> iterator =
          pool.imap(Probes::square, input, MapOptions.DEFAULT.withWindow(8).withChunkSize(1))
              .iterator();
      assertThat(iterator.next()).isZero();
      eventually("enough is pulled", () -> input.pulled() >= 8 && input.isAtRest());
      int pulled = input.pulled();

      pool.close();

      for (int x : range(1, pulled)) {
        assertThat(iterator.next()).isEqualTo(x * x);
      }
      assertThat(catchThrowable(iterator::next)).isInstanceOf(PoolClosedException.class);
      assertThat(input.pulled()).isEqualTo(pulled);
    } finally {
      pool.terminate();
    }
  }

  // S75
  @Test
  void theWorkersOfAClosedPoolExitWithZero() throws IOException {
    Path codes = folder.resolve("codes");
    Path java = folder.resolve("java");
    String real = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Files.writeString(java, "#!/bin/sh\n'%s' \"$@\"\necho $? >>'%s'\n".formatted(real, codes));
    assertThat(java.toFile().setExecutable(true)).isTrue();

    try (ProcessPool pool = ProcessPool.builder().processes(2).java(java).build()) {
      Probes.meetingOfAll(pool, folder, "all");
    }

    assertThat(Files.readAllLines(codes)).containsExactly("0", "0");
  }

  // S75
  @Test
  void closingByOneThreadWaitsForTheMapOfAnother() throws Exception {
    Signal started = Signal.in(folder, "started");
    Signal mayEnd = Signal.in(folder, "may-end");
    ProcessPool pool = ProcessPool.create(1);
    Background<List<Integer>> map =
        Background.start(
            () ->
                pool.map(
                    x -> {
                      started.give();
                      return squareWhen(mayEnd, x);
                    },
                    range(0, 10)));
    started.await();

    Background<Void> closing = Background.start(() -> closeAndGiveNothing(pool));
    eventually("the pool takes no more work", () -> isClosed(pool));
    assertThat(closing.isDone()).isFalse();
    mayEnd.give();

    assertThat(map.get(30, SECONDS)).hasSize(10);
    closing.get(30, SECONDS);
  }

  // S81
  @Test
  void anExceptionThatLeavesTheBlockIsNotMasked() {
    IllegalStateException thrown = new IllegalStateException("mine");

    assertThatThrownBy(
            () -> {
              try (ProcessPool pool = ProcessPool.create(2)) {
                pool.mapAsync(Probes::square, range(0, 100));
                throw thrown;
              }
            })
        .isSameAs(thrown)
        .hasNoSuppressedExceptions();
  }

  @Test
  void aPoolThatIsClosedAtOnceLeavesNothing() {
    for (int round : range(0, 5)) {
      ProcessPool.create(3).close();
      ProcessPool.create(3).terminate();
      assertThat(round).isNotNegative();
    }
  }

  private static void assertRefusesEverything(ProcessPool pool) {
    List<ThrowingCallable> calls =
        List.of(
            () -> pool.map(Probes::square, List.of(1)),
            () -> pool.mapAsync(Probes::square, List.of(1)),
            () -> pool.imap(Probes::square, List.of(1)),
            () -> pool.imapUnordered(Probes::square, List.of(1)),
            () -> pool.starmap(Math::max, Map.of(1, 2).entrySet()),
            () -> pool.apply(() -> 1),
            () -> pool.applyAsync(() -> 1));
    for (ThrowingCallable call : calls) {
      assertThatThrownBy(call).isInstanceOf(PoolClosedException.class);
    }
  }

  private Set<Long> pids(ProcessPool pool, Signal before) {
    before.give();
    return Probes.meetingOfAll(pool, folder, "all");
  }

  private static boolean isClosed(ProcessPool pool) {
    return catchThrowable(() -> pool.applyAsync(() -> 1)) instanceof PoolClosedException;
  }

  private static Void closeAndGiveNothing(ProcessPool pool) {
    pool.close();
    return null;
  }

  private static int squareWhen(Signal signal, int x) throws InterruptedException {
    signal.await();
    return x * x;
  }
}
