package io.procpool.it.contract;

import static io.procpool.it.Eventually.eventually;
import static io.procpool.it.calls.Probes.range;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.procpool.FailurePolicy;
import io.procpool.MapOptions;
import io.procpool.Outcome;
import io.procpool.Pool;
import io.procpool.PoolClosedException;
import io.procpool.Results;
import io.procpool.Retries;
import io.procpool.TaskException;
import io.procpool.TaskFailedException;
import io.procpool.TaskOptions;
import io.procpool.it.calls.Background;
import io.procpool.it.calls.Journal;
import io.procpool.task.TaskBiFunction;
import io.procpool.task.TaskContext;
import io.procpool.task.TaskFunction;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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

/**
 * What holds for every kind of pool. How results are ordered, failures told and inputs pulled is in
 * the classes of {@code it.calls}, which run over the same kinds.
 */
@ParameterizedClass
@MethodSource("io.procpool.it.contract.PoolKind#all")
class PoolContractIT {

  private static final TaskBiFunction<Integer, Integer, Integer> SUM = Integer::sum;

  private static Pool pool;

  @Parameter private PoolKind kind;

  @TempDir private Path folder;

  @BeforeParameterizedClassInvocation
  static void open(PoolKind kind) {
    pool = kind.open(2);
  }

  @AfterParameterizedClassInvocation
  static void close() {
    pool.close();
  }

  // S8
  @Test
  void pairsAreUnpackedIntoTwoArguments() throws Exception {
    List<Map.Entry<Integer, Integer>> pairs = new ArrayList<>();
    pairs.add(Map.entry(1, 2));
    pairs.add(new SimpleEntry<>(3, 4));

    assertThat(pool.starmap(SUM, pairs)).containsExactly(3, 7);
    assertThat(pool.<Integer, Integer, Integer>starmapAsync(SUM, pairs).get(60, SECONDS))
        .containsExactly(3, 7);

    pairs.add(1, null);
    TaskException failure =
        catchThrowableOfType(TaskException.class, () -> pool.starmap(SUM, pairs));
    assertThat(failure.index()).isEqualTo(1);
    assertThat(failure).hasCauseInstanceOf(IllegalArgumentException.class);
  }

  // S9
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8})
  void aTaskHasACopyOfItsItemOrTheItemItself(int chunkSize) {
    List<Integer> list = new ArrayList<>();
    List<List<Integer>> items = Collections.nCopies(8, list);
    MapOptions options = MapOptions.DEFAULT.withChunkSize(chunkSize);
    TaskFunction<List<Integer>, Integer> appending =
        item -> {
          synchronized (item) {
            item.add(1);
            return item.size();
          }
        };

    List<Integer> sizes = pool.map(appending, items, options);

    assertThat(sizes)
        .containsExactlyInAnyOrderElementsOf(kind.copies ? Collections.nCopies(8, 1) : range(1, 9));
    assertThat(list).hasSize(kind.copies ? 0 : 8);
  }

  @Test
  void aResultIsACopyOrTheObjectThatTheTaskGave() {
    Object item = new int[] {1};

    assertThat(pool.<Object, Object>apply(x -> x, item) == item).isEqualTo(!kind.copies);
  }

  // S10
  @Test
  void eachItemIsProcessedOnce() {
    Journal journal = Journal.in(folder);
    TaskFunction<Integer, Integer> writing =
        item -> {
          synchronized (Journal.class) {
            journal.write(item);
          }
          return item;
        };

    try (Results<Integer> results =
        pool.imapUnordered(writing, range(0, 1000), MapOptions.DEFAULT.withChunkSize(7))) {
      assertThat(results).containsExactlyInAnyOrderElementsOf(range(0, 1000));
    }
    assertThat(journal.entries()).hasSize(1000).doesNotHaveDuplicates();
  }

  // S11
  @Test
  void callersOnSeveralThreadsEachGetTheirOwnResults() throws Exception {
    List<Background<List<Integer>>> callers = new ArrayList<>();
    for (int number : range(0, 10)) {
      callers.add(Background.start(() -> sharing(number)));
    }

    for (int number : range(0, 10)) {
      assertThat(callers.get(number).get(60, SECONDS))
          .isEqualTo(range(0, 40).stream().map(x -> x * number).toList());
    }
  }

  private static List<Integer> sharing(int number) {
    List<CompletableFuture<Integer>> calls = new ArrayList<>();
    for (int i : range(0, 20)) {
      calls.add(pool.applyAsync(() -> i + number));
      if (i % 2 == 1) {
        calls.get(i).cancel(true);
      }
    }
    List<Integer> results = pool.map(x -> x * number, range(0, 40));
    for (int i = 0; i < 20; i += 2) {
      assertThat(calls.get(i).join()).isEqualTo(i + number);
    }
    return results;
  }

  /** Ways to be told of every task, also of those that failed. */
  enum Settling {
    MAP {
      @Override
      <R> List<Outcome<R>> outcomes(TaskFunction<Integer, R> function, List<Integer> items) {
        return pool.mapSettled(function, items);
      }
    },
    STREAM {
      @Override
      <R> List<Outcome<R>> outcomes(TaskFunction<Integer, R> function, List<Integer> items) {
        try (Results<Outcome<R>> results = pool.imapSettled(function, items)) {
          return results.stream().toList();
        }
      }
    };

    abstract <R> List<Outcome<R>> outcomes(TaskFunction<Integer, R> function, List<Integer> items);
  }

  // S30
  @ParameterizedTest
  @EnumSource
  void thereIsAnOutcomeForEachItemInTheirOrder(Settling settling) {
    List<Outcome<Integer>> outcomes = settling.outcomes(failingOn(1, 5, 9), range(0, 10));

    assertThat(outcomes).hasSize(10);
    for (int i : range(0, 10)) {
      TaskException failure = outcomes.get(i).failure();
      if (List.of(1, 5, 9).contains(i)) {
        assertThat(failure).isInstanceOf(TaskFailedException.class).hasRootCauseMessage("on " + i);
        assertThat(failure.index()).isEqualTo(i);
        assertThat(failure.input()).isEqualTo("" + i);
        assertThatThrownBy(outcomes.get(i)::get).isSameAs(failure);
      } else {
        assertThat(outcomes.get(i)).isEqualTo(new Outcome.Value<>(i));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void noItemsHaveNoOutcomesAndNullIsAValue(Settling settling) {
    assertThat(settling.outcomes(x -> x, List.of())).isEmpty();
    assertThat(settling.outcomes(x -> null, List.of(1))).containsExactly(new Outcome.Value<>(null));
  }

  // S29, the half that fails fast
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aMapThatFailsFastStopsWhatRunsAndStartsNoMore(boolean waits) {
    Journal journal = Journal.in(folder);
    MapOptions options =
        MapOptions.DEFAULT.withChunkSize(1).withFailurePolicy(FailurePolicy.FAIL_FAST);
    TaskFunction<Integer, Integer> task =
        item -> {
          synchronized (Journal.class) {
            journal.write(item);
          }
          if (item == 0) {
            throw new IOException("at once");
          }
          Thread.sleep(60_000);
          return item;
        };

    Throwable thrown =
        catchThrowable(
            () -> {
              if (waits) {
                pool.map(task, range(0, 100), options);
              } else {
                pool.mapAsync(task, range(0, 100), options).get(60, SECONDS);
              }
            });

    assertThat(thrown).hasRootCauseInstanceOf(IOException.class);
    assertThat(pool.<Integer, Integer>map(x -> x, range(0, 10))).hasSize(10);
    assertThat(journal.entries()).hasSizeLessThan(10);
  }

  @Test
  void whatIsSubmittedIsAFuture() throws Exception {
    Journal journal = Journal.in(folder);

    assertThat(pool.submit(() -> 42).get(60, SECONDS)).isEqualTo(42);
    assertThat(pool.submit(() -> journal.write("ran")).get(60, SECONDS)).isNull();

    assertThat(journal.entries()).containsExactly("ran");
    assertThat(catchThrowable(() -> pool.submit(() -> failingOn(1).apply(1)).get(60, SECONDS)))
        .hasCauseInstanceOf(TaskFailedException.class)
        .hasRootCauseMessage("on 1");
  }

  @Test
  void aTaskKnowsWhoRunsItAndWhichOneItIs() {
    List<Long> indexes = pool.map(x -> TaskContext.current().taskIndex(), range(0, 5));
    boolean isHere = pool.apply(() -> TaskContext.current().pid()) == ProcessHandle.current().pid();

    assertThat(indexes).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(isHere).isEqualTo(kind != PoolKind.PROCESS);
    assertThat(pool.<Integer>apply(() -> TaskContext.current().slot())).isBetween(0, 1);
    assertThat(pool.<String>apply(() -> TaskContext.current().workerName())).isNotEmpty();
    assertThatThrownBy(TaskContext::current).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aTaskHasTheClassLoaderOfItsCaller() {
    assertThat(pool.<String>apply(() -> "" + Thread.currentThread().getContextClassLoader()))
        .isNotEqualTo("null");
  }

  // S31
  @Test
  void whateverATaskThrowsIsTheCause() {
    assertThat(causeOf(new AssertionError("a"))).isInstanceOf(AssertionError.class);
    assertThat(causeOf(new NoClassDefFoundError("b"))).isInstanceOf(NoClassDefFoundError.class);
    assertThat(causeOf(new Throwable("c"))).isExactlyInstanceOf(Throwable.class).hasMessage("c");
    assertThat(catchThrowable(() -> pool.apply(PoolContractIT::overflow)))
        .hasCauseInstanceOf(StackOverflowError.class);
    assertThat(pool.<Integer>apply(() -> 1)).isEqualTo(1);
  }

  private static Throwable causeOf(Throwable thrown) {
    return catchThrowable(() -> pool.apply(() -> sneak(thrown))).getCause();
  }

  private static int overflow() {
    return overflow() + 1;
  }

  @Test
  void aTaskIsTriedAgainAsOftenAsAskedFor() {
    Journal journal = Journal.in(folder);
    TaskOptions thrice =
        TaskOptions.DEFAULT.withRetries(
            Retries.of(2).withBackoff(Duration.ofMillis(1), Duration.ofMillis(2)));

    assertThat(pool.<Integer>apply(() -> attempt(journal, 3), thrice)).isEqualTo(3);

    TaskFailedException failure =
        catchThrowableOfType(
            TaskFailedException.class, () -> pool.apply(() -> attempt(journal, 9), thrice));
    assertThat(failure)
        .hasMessageContaining("3 times")
        .hasCauseInstanceOf(IOException.class)
        .hasRootCauseMessage("attempt 6");
    assertThat(failure.getSuppressed())
        .extracting(earlier -> earlier.getCause().getMessage())
        .containsExactly("attempt 4", "attempt 5");
  }

  @Test
  void onlyTheExceptionsThatWereNamedAreRetried() {
    Journal journal = Journal.in(folder);
    Retries retries = Retries.of(5).onExceptions(IllegalStateException.class);
    TaskOptions options = TaskOptions.DEFAULT.withRetries(retries);

    assertThat(catchThrowable(() -> pool.apply(() -> attempt(journal, 9), options)))
        .hasNoSuppressedExceptions();
    assertThat(journal.entries()).hasSize(1);
  }

  /** Fails with its number, and gives it when it is high enough. */
  private static int attempt(Journal journal, int enough) throws IOException {
    journal.write("attempt");
    int attempt = journal.entries().size();
    if (attempt < enough) {
      throw new IOException("attempt " + attempt);
    }
    return attempt;
  }

  @Test
  void checkingRunsTheFunctionOnceAndThrowsNothing() {
    assertThat(pool.check(x -> x + 1, 1).isGood()).isTrue();
    assertThat(pool.check(failingOn(1), 1).isGood()).isFalse();
  }

  // S75
  @Test
  void closingFinishesWhatWasSubmittedAndRefusesMore() {
    Pool closed = kind.open(1);
    List<CompletableFuture<Integer>> calls = new ArrayList<>();
    for (int i : range(0, 10)) {
      calls.add(closed.applyAsync(() -> i));
    }
    closed.close();
    closed.close();

    assertThat(calls.stream().map(CompletableFuture::join)).isEqualTo(range(0, 10));
    assertThatThrownBy(() -> closed.apply(() -> 1)).isInstanceOf(PoolClosedException.class);
    assertThatThrownBy(() -> closed.map(x -> x, List.of(1)))
        .isInstanceOf(PoolClosedException.class);
    assertThatThrownBy(() -> closed.submit(() -> {})).isInstanceOf(PoolClosedException.class);
  }

  @Test
  void aPoolIsAmongTheOpenOnesUntilItIsClosedAndSaysWhoMadeIt() {
    Pool closed = kind.open(1);

    assertThat(Pool.openPools()).contains(pool, closed);
    assertThat(closed.toString())
        .matches("procpool-\\d+: .*, made at io.procpool.it.contract.PoolKind.*");

    closed.close();
    assertThat(Pool.openPools()).contains(pool).doesNotContain(closed);
  }

  @Test
  void anOpenStreamEndsWithThePool() {
    Pool closed = kind.open(1);
    Results<Integer> results =
        closed.imap(x -> x, () -> range(0, 1_000_000).iterator(), MapOptions.DEFAULT.withWindow(4));
    assertThat(results.iterator().next()).isZero();

    closed.close();

    assertThatThrownBy(() -> results.forEach(result -> {})).isInstanceOf(PoolClosedException.class);
  }

  // S81
  @Test
  void anExceptionThatLeavesThePoolIsNotMasked() {
    assertThatThrownBy(
            () -> {
              try (Pool left = kind.open(1)) {
                left.applyAsync(() -> 1);
                throw new IllegalStateException("mine");
              }
            })
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("mine")
        .hasNoSuppressedExceptions();
  }

  @Test
  void aPoolSaysWhatItIs() {
    assertThat(pool.toString()).startsWith("procpool-");
    eventually("it does so while it works", () -> pool.toString().contains(":"));
  }

  private static TaskFunction<Integer, Integer> failingOn(int... numbers) {
    return x -> {
      if (Arrays.stream(numbers).anyMatch(number -> number == x)) {
        throw new IllegalStateException("on " + x);
      }
      return x;
    };
  }

  @SuppressWarnings("unchecked") // a task may throw what it does not declare
  private static <T, E extends Throwable> T sneak(Throwable thrown) throws E {
    throw (E) thrown;
  }
}
