package io.procpool.it.calls;

import static io.procpool.it.calls.Probes.range;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.procpool.MapOptions;
import io.procpool.Pool;
import io.procpool.Results;
import io.procpool.TaskException;
import io.procpool.TaskFailedException;
import io.procpool.it.contract.PoolKind;
import io.procpool.task.TaskFunction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A task that throws fails alone, and is told by its index. */
@ParameterizedClass
@MethodSource("io.procpool.it.contract.PoolKind#all")
class TaskFailureIT {

  @Parameter private PoolKind kind;

  private static final MapOptions BY_THREE = MapOptions.DEFAULT.withChunkSize(3);

  private static Pool pool;

  @TempDir private Path folder;

  @BeforeParameterizedClassInvocation
  static void open(PoolKind kind) {
    pool = kind.open(2);
  }

  @AfterParameterizedClassInvocation
  static void close() {
    pool.close();
  }

  // S27
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 6})
  void aStreamGoesOnBehindAFailure(int chunkSize) {
    MapOptions options = MapOptions.DEFAULT.withChunkSize(chunkSize);
    List<Object> seen = new ArrayList<>();

    try (Results<Integer> results = pool.imap(failingOn(2), range(0, 6), options)) {
      for (Iterator<Integer> iterator = results.iterator(); iterator.hasNext(); ) {
        Throwable failure = catchThrowable(() -> seen.add(iterator.next()));
        if (failure != null) {
          seen.add("failed " + ((TaskFailedException) failure).index());
        }
      }
    }

    assertThat(seen).containsExactly(0, 1, "failed 2", 3, 4, 5);
  }

  // S28
  @Test
  void aMapReportsTheFirstFailureByIndexAndSuppressesTheOthers() {
    for (int round : range(0, 20)) {
      TaskFailedException failure =
          catchThrowableOfType(
              TaskFailedException.class, () -> pool.map(failingOn(2, 6), range(0, 10), BY_THREE));

      assertThat(failure.index()).as("in round %d", round).isEqualTo(2);
      assertThat(failure)
          .hasMessageContaining("Task 2")
          .hasCauseInstanceOf(IllegalStateException.class);
      assertThat(failure.getSuppressed())
          .singleElement()
          .isInstanceOfSatisfying(
              TaskFailedException.class, other -> assertThat(other.index()).isEqualTo(6));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MAP", "MAP_ASYNC"})
  void theFailureShowsTheInputOfItsTask(WayToMap way) {
    List<String> words = List.of("zero", "one", "two");

    Throwable thrown =
        catchThrowable(() -> way.results(pool, Integer::parseInt, words, MapOptions.DEFAULT));
    TaskException failure = failureIn(thrown);

    assertThat(failure.input()).isEqualTo("zero");
    assertThat(failure)
        .hasMessageContaining("zero")
        .hasCauseInstanceOf(NumberFormatException.class);
    assertThat(failure.getSuppressed()).hasSize(2);
  }

  /** Its preview must not cost more than itself. */
  @ParameterizedTest
  @EnumSource(names = {"MAP", "MAP_ASYNC", "IMAP"})
  void anInputThatCannotBeShownDoesNotHideTheFailure(WayToMap way) {
    List<Object> first = new ArrayList<>();
    first.add(List.of(first)); // its toString() never comes to an end

    Throwable thrown =
        catchThrowable(
            () ->
                way.<List<Object>, Integer>results(
                    pool,
                    list -> {
                      throw new IllegalStateException("on purpose");
                    },
                    List.of(first),
                    MapOptions.DEFAULT));

    assertThat(failureIn(thrown)).hasRootCauseMessage("on purpose");
  }

  // S29, the half that does not fail fast
  @Test
  void aMapFailsOnlyWhenAllOfItHasRun() throws Exception {
    assumeThat(pool.processes()).as("tasks that run side by side").isEqualTo(2);
    Signal failed = Signal.in(folder, "failed");
    Signal mayEnd = Signal.in(folder, "may-end");
    Journal journal = Journal.in(folder);

    CompletableFuture<List<Integer>> future =
        pool.mapAsync(
            x -> {
              journal.write(x);
              if (x == 0) {
                failed.give();
                throw new IllegalStateException("at once");
              }
              mayEnd.await();
              return x;
            },
            range(0, 20),
            MapOptions.DEFAULT.withChunkSize(1));
    failed.await();
    assertThat(future).isNotDone();
    mayEnd.give();

    assertThatThrownBy(() -> future.get(30, SECONDS))
        .hasCauseInstanceOf(TaskFailedException.class)
        .hasRootCauseMessage("at once");
    assertThat(journal.entries()).hasSize(20);
  }

  @Test
  void aThousandFailuresAreOneThatHoldsTheNextFew() {
    TaskFailedException failure =
        catchThrowableOfType(
            TaskFailedException.class,
            () -> pool.map(x -> Probes.square(1 / (x - x)), range(0, 1000)));

    assertThat(failure.index()).isZero();
    assertThat(failure.getSuppressed()).hasSizeBetween(1, 100);
    assertThat(Stream.of(failure.getSuppressed()).map(next -> ((TaskException) next).index()))
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1, failure.getSuppressed().length).boxed().toList());
  }

  private static TaskFunction<Integer, Integer> failingOn(int... indexes) {
    return x -> {
      for (int index : indexes) {
        if (x == index) {
          throw new IllegalStateException("on purpose: " + x);
        }
      }
      return x;
    };
  }

  private static TaskException failureIn(Throwable thrown) {
    Throwable failure = thrown instanceof TaskException ? thrown : thrown.getCause();
    assertThat(failure).isInstanceOf(TaskException.class);
    return (TaskException) failure;
  }
}
