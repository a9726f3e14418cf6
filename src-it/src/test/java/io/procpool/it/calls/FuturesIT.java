package io.procpool.it.calls;

import static io.procpool.it.Eventually.eventually;
import static io.procpool.it.calls.Probes.range;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.procpool.CallInterruptedException;
import io.procpool.Pool;
import io.procpool.TaskFailedException;
import io.procpool.it.contract.PoolKind;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Waiting for a future, giving up on it, cancelling it. */
@ParameterizedClass
@MethodSource("io.procpool.it.contract.PoolKind#concurrent")
class FuturesIT {

  @Parameter private PoolKind kind;

  private static Pool pool;

  @TempDir private Path folder;

  @BeforeParameterizedClassInvocation
  static void open(PoolKind kind) {
    pool = kind.open(1);
  }

  @AfterParameterizedClassInvocation
  static void close() {
    pool.close();
  }

  // S54
  @Test
  void aFutureThatIsNotDoneInTimeIsDoneLater() throws Exception {
    Signal mayEnd = Signal.in(folder, "may-end");
    CompletableFuture<Integer> future = pool.applyAsync(() -> waitAndGive(mayEnd, 7));

    for (long limit : new long[] {0, -1, 50}) {
      assertThatThrownBy(() -> future.get(limit, MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
    }
    assertThat(future).isNotDone();
    assertThat(future.getNow(-1)).isEqualTo(-1);
    mayEnd.give();

    assertThat(future.get(30, SECONDS)).isEqualTo(7);
    assertThat(future.get()).isEqualTo(7);
    assertThat(future.get(0, MILLISECONDS)).isEqualTo(7);
  }

  // S62
  @Test
  void anInterruptEndsTheWaitAndNotTheTask() throws Exception {
    Signal mayEnd = Signal.in(folder, "may-end");
    CompletableFuture<Integer> future = pool.applyAsync(() -> waitAndGive(mayEnd, 7));
    Background<Integer> waiting = Background.start(future::get);

    waiting.interrupt();

    assertThat(catchThrowable(() -> waiting.get(30, SECONDS)))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InterruptedException.class);
    mayEnd.give();
    assertThat(future.get(30, SECONDS)).isEqualTo(7);
  }

  // S62
  @Test
  void anInterruptEndsABlockingCallAndDropsWhatHasNotStarted() throws Exception {
    Journal journal = Journal.in(folder);
    Signal mayEnd = Signal.in(folder, "may-end");
    Background<Boolean> waiting =
        Background.start(
            () -> {
              Throwable thrown =
                  catchThrowable(
                      () ->
                          pool.map(
                              x -> {
                                journal.write(x);
                                return waitAndGive(mayEnd, x);
                              },
                              range(0, 1000)));
              assertThat(thrown).isInstanceOf(CallInterruptedException.class);
              return Thread.currentThread().isInterrupted();
            });
    eventually("a task runs", () -> !journal.entries().isEmpty());

    waiting.interrupt();

    assertThat(waiting.get(30, SECONDS)).as("its interrupt flag").isTrue();
    mayEnd.give();
    assertThat(pool.apply(Probes::square, 3)).isEqualTo(9);
    assertThat(journal.entries()).as("one may wait with the worker").hasSizeBetween(1, 2);
  }

  @Test
  void aCallThatIsCancelledBeforeItsTurnNeverRuns() throws Exception {
    Journal journal = Journal.in(folder);
    Signal mayEnd = Signal.in(folder, "may-end");
    CompletableFuture<Integer> running = pool.applyAsync(() -> waitAndGive(mayEnd, 1));
    List<CompletableFuture<Integer>> queued =
        range(0, 20).stream().map(x -> pool.applyAsync(() -> writeAndGive(journal, x))).toList();

    assertThat(queued.subList(10, 20)).allMatch(future -> future.cancel(true));
    mayEnd.give();

    assertThat(running.get(30, SECONDS)).isEqualTo(1);
    for (int x : range(0, 10)) {
      assertThat(queued.get(x).get(30, SECONDS)).isEqualTo(x);
    }
    pool.apply(Probes::square, 3);
    assertThat(journal.entries()).hasSize(10).doesNotContain("10", "19");
    assertThatThrownBy(() -> queued.get(10).get()).isInstanceOf(CancellationException.class);
  }

  /** It may have started by then, for the answer of the worker is not awaited; but not always. */
  @Test
  void aCallThatIsCancelledWhileItWaitsWithTheWorkerIsTakenFromIt() throws Exception {
    Journal journal = Journal.in(folder);

    for (int round : range(0, 20)) {
      Signal mayEnd = Signal.in(folder, "may-end-" + round);
      CompletableFuture<Integer> running = pool.applyAsync(() -> waitAndGive(mayEnd, 1));
      CompletableFuture<Integer> next = pool.applyAsync(() -> writeAndGive(journal, round));
      assertThat(next.cancel(false)).isTrue();
      mayEnd.give();
      running.get(30, SECONDS);
    }

    pool.apply(Probes::square, 3);
    assertThat(journal.entries()).hasSizeLessThan(20);
  }

  @Test
  void aMapThatIsCancelledRunsNoMoreOfItsTasks() throws Exception {
    Journal journal = Journal.in(folder);
    Signal mayEnd = Signal.in(folder, "may-end");
    CountedInput endless = new CountedInput();
    CompletableFuture<List<Integer>> future =
        pool.mapAsync(
            x -> {
              journal.write(x);
              return waitAndGive(mayEnd, x);
            },
            endless);
    eventually("a task runs", () -> !journal.entries().isEmpty());

    assertThat(future.cancel(true)).isTrue();
    mayEnd.give();

    assertThat(pool.apply(Probes::square, 3)).isEqualTo(9);
    assertThat(journal.entries()).as("one may wait with the worker").hasSizeBetween(1, 2);
    assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
  }

  @Test
  void whatIsDoneCannotBeCancelled() throws Exception {
    CompletableFuture<Integer> done = pool.applyAsync(Probes::square, 3);
    done.get(30, SECONDS);

    assertThat(done.cancel(true)).isFalse();
    assertThat(done).isCompletedWithValue(9);
  }

  @Test
  void aFailureIsTheSameEachTimeItIsAskedFor() {
    CompletableFuture<Integer> future = pool.applyAsync(() -> Integer.parseInt("none"));

    for (int time : range(0, 2)) {
      assertThatThrownBy(() -> future.get(30, SECONDS))
          .as("%d", time)
          .hasCauseInstanceOf(TaskFailedException.class)
          .hasRootCauseInstanceOf(NumberFormatException.class);
    }
  }

  private static int waitAndGive(Signal signal, int value) throws InterruptedException {
    signal.await();
    return value;
  }

  private static int writeAndGive(Journal journal, int value) {
    journal.write(value);
    return value;
  }
}
