package io.procpool.it.calls;

import static io.procpool.it.Eventually.eventually;
import static io.procpool.it.calls.Probes.range;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.MapOptions;
import io.procpool.Outcome;
import io.procpool.Pool;
import io.procpool.Results;
import io.procpool.it.contract.PoolKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How far an input is pulled ahead of the reader. */
@ParameterizedClass
@MethodSource("io.procpool.it.contract.PoolKind#concurrent")
class LazinessIT {

  @Parameter private PoolKind kind;

  private static final int WINDOW = 8;
  private static final Duration LONG = Duration.ofSeconds(30);

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

  // S13
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void noMoreIsPulledThanTheWindowBeyondWhatWasTaken(int chunkSize) {
    CountedInput input = new CountedInput();
    MapOptions options = MapOptions.DEFAULT.withWindow(WINDOW).withChunkSize(chunkSize);

    try (Results<Integer> results = pool.imap(Probes::square, input, options)) {
      assertRestsBehind(0, input, chunkSize);

      Iterator<Integer> iterator = results.iterator();
      for (int i : range(0, 5)) {
        assertThat(iterator.next()).isEqualTo(i * i);
      }
      assertRestsBehind(5, input, chunkSize);
    }
  }

  // S13
  @Test
  void theUnorderedStreamKeepsTheWindowToo() {
    CountedInput input = new CountedInput();
    MapOptions options = MapOptions.DEFAULT.withWindow(WINDOW).withChunkSize(1);

    try (Results<Integer> results = pool.imapUnordered(Probes::square, input, options)) {
      results.stream().limit(92).forEach(result -> {});

      assertRestsBehind(92, input, 1);
    }
  }

  // S14: at most two chunks of the largest size for each process, and the one that went beyond
  @Test
  void anEndlessInputNeedsNoWindow() {
    CountedInput input = new CountedInput();

    try (Results<Integer> results = pool.imap(Probes::square, input)) {
      assertThat(results.iterator().next()).isZero();
      eventually("nothing more is pulled", input::isAtRest);
      assertThat(input.pulled()).isLessThanOrEqualTo(5 * 16 * 1024);
    }
  }

  // S15
  @Test
  void aStreamThatNobodyReadsPullsItsWindowAndHoldsUpNobody() {
    CountedInput input = new CountedInput();
    pool.imap(Probes::square, input, MapOptions.DEFAULT.withWindow(WINDOW).withChunkSize(1));

    assertRestsBehind(0, input, 1);
  }

  // S15
  @Test
  void aStreamThatIsClosedEarlyPullsNoMoreAndItsWaitingTasksNeverRun() throws Exception {
    CountedInput input = new CountedInput();
    Journal journal = Journal.in(folder);

    try (Pool one = kind.open(1);
        Signal firstMayEnd = Signal.in(folder, "first-may-end")) {
      Results<Integer> results =
          one.imap(
              x -> {
                journal.write(x);
                firstMayEnd.await();
                return x;
              },
              input,
              MapOptions.DEFAULT.withWindow(WINDOW).withChunkSize(1));
      eventually("the first runs", () -> !journal.entries().isEmpty());
      eventually("the window is full", () -> input.pulled() == WINDOW && input.isAtRest());
      results.close();
      firstMayEnd.give();

      one.apply(Probes::square, 3);
      assertThat(journal.entries()).as("one that waits with the worker may start").startsWith("0");
      assertThat(journal.entries()).hasSizeLessThanOrEqualTo(2);
      assertThat(input.pulled()).isEqualTo(WINDOW);
      assertThatThrownBy(() -> results.iterator().next())
          .isInstanceOf(NoSuchElementException.class);
    }
  }

  // S17
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aResultThatDoesNotComeInTimeIsTheNextOneStill(int chunkSize) throws Exception {
    try (Pool one = kind.open(1);
        Signal mayEnd = Signal.in(folder, "may-end");
        Results<Integer> results =
            one.imap(
                x -> {
                  mayEnd.await();
                  return x;
                },
                range(0, 4),
                MapOptions.DEFAULT.withChunkSize(chunkSize))) {
      for (Duration shortTime : new Duration[] {Duration.ofMillis(50), Duration.ZERO}) {
        assertThatThrownBy(() -> results.next(shortTime))
            .isInstanceOf(TimeoutException.class)
            .hasMessageContaining(shortTime.toString());
      }
      assertThat(results.isReady()).isFalse();
      mayEnd.give();

      assertThat(results.next(LONG)).isZero();
      assertThat(results).containsExactly(1, 2, 3);
      assertThat(results.isReady()).as("the end is here").isTrue();
      assertThatThrownBy(() -> results.next(LONG)).isInstanceOf(NoSuchElementException.class);
    }
  }

  // S17
  @Test
  void theOtherStreamsKeepWhatDidNotComeInTimeToo() throws Exception {
    Duration shortTime = Duration.ofMillis(50);
    try (Signal mayEnd = Signal.in(folder, "may-end");
        Results<Integer> unordered = pool.imapUnordered(x -> awaited(mayEnd, x), range(7, 8));
        Results<Outcome<Integer>> settled =
            pool.imapSettled(x -> awaited(mayEnd, x), range(7, 8))) {
      assertThatThrownBy(() -> unordered.next(shortTime)).isInstanceOf(TimeoutException.class);
      assertThatThrownBy(() -> settled.next(shortTime)).isInstanceOf(TimeoutException.class);
      mayEnd.give();

      assertThat(unordered.next(LONG)).isEqualTo(7);
      assertThat(settled.next(LONG).get()).isEqualTo(7);
      assertThatThrownBy(() -> unordered.next(LONG)).isInstanceOf(NoSuchElementException.class);
      assertThatThrownBy(() -> settled.next(LONG)).isInstanceOf(NoSuchElementException.class);
    }
  }

  private static int awaited(Signal mayEnd, int x) throws InterruptedException {
    mayEnd.await();
    return x;
  }

  // S18
  @Test
  void anInputThatBlocksHoldsUpNeitherItsCallerNorWhatItGaveNorOtherJobs() throws Exception {
    SlowInput input = new SlowInput(range(0, 4), 2);

    try (Results<Integer> results = pool.imap(Probes::square, input)) {
      assertThat(results.next(LONG)).isZero();
      assertThat(results.next(LONG)).isEqualTo(1);
      assertThat(pool.map(Probes::square, range(0, 10))).hasSize(10);
      assertThat(pool.applyAsync(Probes::square, 9).get(30, SECONDS)).isEqualTo(81);
      assertThat(results.isReady()).isFalse();

      input.goOn(2);
      assertThat(results).containsExactly(4, 9);
    } finally {
      input.goOn(4);
    }
  }

  /** Whoever asks for the next thing once the last is answered: a person, a server. */
  @Test
  void anInputThatWaitsForTheResultOfWhatItGaveGetsIt() throws Exception {
    SlowInput input = new SlowInput(range(0, 20), 1);

    try (Results<Integer> results = pool.imap(x -> x, input)) {
      for (int i : range(0, 20)) {
        assertThat(results.next(LONG)).isEqualTo(i);
        input.goOn(1);
      }
    } finally {
      input.goOn(20);
    }
  }

  /**
   * Nothing is pulled any more, also not while the pool does other things. The window need not be
   * full: it is filled again when a quarter of it is free.
   */
  private static void assertRestsBehind(int taken, CountedInput input, int chunkSize) {
    eventually("most of the window is full", () -> input.pulled() >= taken + 6 && input.isAtRest());
    int pulled = input.pulled();
    assertThat(pulled).isLessThanOrEqualTo(taken + WINDOW + chunkSize - 1);

    assertThat(pool.map(Probes::square, range(0, 1000))).hasSize(1000);
    assertThat(input.isAtRest()).isTrue();
    assertThat(input.pulled()).isEqualTo(pulled);
  }
}
