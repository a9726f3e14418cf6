package io.procpool.it.calls;

import static io.procpool.it.calls.Probes.range;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.procpool.PoolClosedException;
import io.procpool.ProcessPool;
import io.procpool.Results;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pool that is terminated ends at once, and leaves nobody waiting. */
class TerminationIT {

  @TempDir private Path folder;

  // S76
  @Test
  void terminatingFailsAllThatIsOwedAndReturnsSoon() throws Exception {
    Signal never = Signal.in(folder, "never");
    Signal started = Signal.in(folder, "started");
    ProcessPool pool = ProcessPool.create(3);
    Set<Long> pids = Probes.meetingOfAll(pool, folder, "all");
    CompletableFuture<List<Integer>> map =
        pool.mapAsync(
            x -> {
              started.give();
              return squareWhen(never, x);
            },
            range(0, 10_000));
    started.await(); // or the others would take all workers first
    CompletableFuture<Integer> call = pool.applyAsync(() -> squareWhen(never, 1));
    Results<Integer> stream = pool.imap(x -> squareWhen(never, x), new CountedInput());
    Background<Object> blocked =
        Background.start(() -> pool.map(x -> squareWhen(never, x), range(0, 10)));
    Background<Object> reading = Background.start(() -> stream.iterator().next());

    long start = System.nanoTime();
    pool.terminate();

    assertThat(System.nanoTime() - start).isLessThan(SECONDS.toNanos(5));
    assertThat(pids).allMatch(pid -> ProcessHandle.of(pid).isEmpty());
    for (Future<?> owed : List.of(map, call, blocked, reading)) {
      assertThatThrownBy(() -> owed.get(5, SECONDS)).hasCauseInstanceOf(PoolClosedException.class);
    }
    assertThatThrownBy(() -> stream.iterator().next()).isInstanceOf(PoolClosedException.class);
  }

  // S76: whoever comes in between gets a value or a refusal, and nothing else
  @Test
  void callsThatRaceWithTheTerminationEndToo() throws Exception {
    for (int round : range(0, 10)) {
      ProcessPool pool = ProcessPool.create(1);
      List<Background<Throwable>> callers = new ArrayList<>();
      for (int caller : range(0, 4)) {
        callers.add(Background.start(() -> callUntilItThrows(pool, caller)));
      }
      pool.apply(Probes::square, 1);

      pool.terminate();

      for (Background<Throwable> caller : callers) {
        assertThat(caller.get(30, SECONDS))
            .as("in round %d", round)
            .isInstanceOf(PoolClosedException.class);
      }
    }
  }

  private static Throwable callUntilItThrows(ProcessPool pool, int way) {
    return catchThrowable(
        () -> {
          while (true) {
            switch (way) {
              case 0 -> pool.apply(Probes::square, 1);
              case 1 -> pool.map(Probes::square, List.of(1, 2));
              case 2 -> unwrap(pool.applyAsync(Probes::square, 1));
              default -> unwrap(pool.mapAsync(Probes::square, List.of(1, 2)));
            }
          }
        });
  }

  private static void unwrap(CompletableFuture<?> future) throws Throwable {
    try {
      future.get(20, SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }

  private static int squareWhen(Signal signal, int x) throws InterruptedException {
    signal.await();
    return x * x;
  }
}
