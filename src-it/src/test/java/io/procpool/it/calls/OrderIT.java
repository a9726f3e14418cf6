package io.procpool.it.calls;

import static io.procpool.it.Eventually.eventually;
import static io.procpool.it.calls.Probes.range;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.MapOptions;
import io.procpool.Pool;
import io.procpool.Results;
import io.procpool.it.contract.PoolKind;
import io.procpool.task.TaskFunction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** When results come, and when tasks start, against one another. */
@ParameterizedClass
@EnumSource(names = {"PROCESS", "THREAD"})
class OrderIT {

  @Parameter private PoolKind kind;

  private static final MapOptions ONE_BY_ONE = MapOptions.DEFAULT.withChunkSize(1);

  @TempDir private Path folder;

  // S5
  @Test
  void theUnorderedStreamGivesFirstWhatEndsFirst() throws Exception {
    List<Signal> started = signals("started", 3);
    List<Signal> ends = signals("end", 3);

    try (Pool pool = kind.open(3);
        Results<Integer> results =
            pool.imapUnordered(endingWhenTold(started, ends), range(0, 3), ONE_BY_ONE)) {
      for (int last = 2; last >= 0; last--) {
        ends.get(last).give();
        assertThat(results.next(Duration.ofSeconds(30))).isEqualTo(last);
      }
    }
  }

  // S5
  @Test
  void theOrderedStreamGivesFirstWhatCameFirst() throws Exception {
    List<Signal> started = signals("started", 3);
    List<Signal> ends = signals("end", 3);

    try (Pool pool = kind.open(3);
        Results<Integer> results =
            pool.imap(endingWhenTold(started, ends), range(0, 3), ONE_BY_ONE)) {
      ends.get(2).give();
      ends.get(1).give();
      for (Signal signal : started) {
        signal.await();
      }
      assertThat(results.isReady()).isFalse();

      ends.get(0).give();
      assertThat(results).containsExactly(0, 1, 2);
    }
  }

  /** Four tasks of two seconds then take a pool of eight little more than two. */
  @Test
  void asManyTasksAsThereAreWorkersAllRunAtTheSameTime() {
    List<Signal> started = signals("started", 4);

    try (Pool pool = kind.open(8)) {
      assertThat(pool.map(number -> Probes.meet(started, number), range(0, 4))).hasSize(4);
    }
  }

  // S6
  @Test
  void nothingComesBeforeTheFirstAndThenAllComesInOrder() {
    Journal journal = Journal.in(folder);

    try (Pool pool = kind.open(2);
        Signal first = Signal.in(folder, "first");
        Results<Integer> results =
            pool.imap(
                x -> {
                  if (x == 0) {
                    first.await();
                  } else {
                    journal.write(x);
                  }
                  return x;
                },
                range(0, 100),
                ONE_BY_ONE)) {
      eventually("all but the first have run", () -> journal.entries().size() == 99);
      assertThat(results.isReady()).isFalse();

      first.give();
      assertThat(results).containsExactlyElementsOf(range(0, 100));
    }
  }

  // S7
  @Test
  void theCallsOfOneThreadStartInTheirOrder() throws Exception {
    try (Pool pool = kind.open(1)) {
      List<CompletableFuture<Integer>> calls = new ArrayList<>();
      for (int id : range(0, 50)) {
        calls.add(pool.applyAsync(() -> Probes.note(id)));
      }
      List<Integer> order = pool.applyAsync(Probes::notes).get(30, SECONDS);

      assertThat(order).isEqualTo(range(0, 50));
      assertThat(calls.stream().map(CompletableFuture::join)).isEqualTo(range(0, 50));
    }
  }

  // S12: a later job gets its turn; first come, first served would make each wait for the other
  @Test
  void aShortJobDoesNotWaitForTheEndOfALongOne() throws Exception {
    List<Signal> started = signals("started", 40);

    try (Pool pool = kind.open(2);
        Signal go = Signal.in(folder, "go");
        Signal shortJobDone = Signal.in(folder, "short-job-done")) {
      Probes.meetingOfAll(pool, folder, "all");
      CompletableFuture<List<Integer>> longJob =
          pool.mapAsync(
              x -> {
                started.get(x).give();
                (x < 10 ? go : shortJobDone).await();
                return x;
              },
              range(0, 40),
              ONE_BY_ONE);
      started.get(0).await();
      started.get(1).await();
      CompletableFuture<Void> shortJob = pool.applyAsync(() -> giveAndReturnNothing(shortJobDone));
      go.give();

      shortJob.get(30, SECONDS);
      assertThat(longJob.get(30, SECONDS)).isEqualTo(range(0, 40));
    }
  }

  private static Void giveAndReturnNothing(Signal signal) {
    signal.give();
    return null;
  }

  /** Tasks that all run at the same time before the first of them may end. */
  private static TaskFunction<Integer, Integer> endingWhenTold(
      List<Signal> started, List<Signal> ends) {
    return number -> {
      Probes.meet(started, number);
      ends.get(number).await();
      return number;
    };
  }

  private List<Signal> signals(String name, int count) {
    return Stream.iterate(0, i -> i + 1)
        .limit(count)
        .map(i -> Signal.in(folder, name + "-" + i))
        .toList();
  }
}
