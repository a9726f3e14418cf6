package io.procpool.it.contract;

import static io.procpool.it.Eventually.eventually;
import static io.procpool.it.calls.Probes.range;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.procpool.CallInterruptedException;
import io.procpool.Pool;
import io.procpool.PoolClosedException;
import io.procpool.PoolFullException;
import io.procpool.ProcpoolException;
import io.procpool.QueueLimit;
import io.procpool.Results;
import io.procpool.Retries;
import io.procpool.TaskExecutorService;
import io.procpool.TaskFailedException;
import io.procpool.TaskOptions;
import io.procpool.it.calls.Background;
import io.procpool.it.calls.Probes;
import io.procpool.it.calls.Signal;
import io.procpool.task.TaskCallable;
import io.procpool.task.TaskContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A pool that holds no more calls than it was built for. */
@ParameterizedClass
@MethodSource("io.procpool.it.contract.PoolKind#concurrent")
class QueueLimitIT {

  private static final Duration LONG = Duration.ofSeconds(60);

  @Parameter private PoolKind kind;

  @TempDir private Path folder;

  private final List<CompletableFuture<?>> open = new ArrayList<>();
  private Pool pool;
  private Signal mayEnd;

  /** One runs, and two wait. */
  private void fill(QueueLimit limit) {
    pool = kind.open(1, limit);
    mayEnd = Signal.in(folder, "may-end");
    for (int i = 0; i < 3; i++) {
      open.add(pool.applyAsync(waiting(mayEnd)));
    }
  }

  private static TaskCallable<Integer> waiting(Signal mayEnd) {
    return () -> {
      mayEnd.await();
      return 1;
    };
  }

  @AfterEach
  void whatWasAcceptedIsDone() throws Exception {
    mayEnd.give();
    for (CompletableFuture<?> call : open) {
      call.get(60, SECONDS);
    }
    pool.close();
  }

  @Test
  void aCallThatIsTooManyIsRefusedAndThoseThatCallersWaitForAreNot() throws Exception {
    fill(QueueLimit.refusing(2));

    assertThatThrownBy(() -> pool.applyAsync(() -> 4))
        .isInstanceOf(PoolFullException.class)
        .isInstanceOf(ProcpoolException.class)
        .hasMessageContaining("full, with 3 calls")
        .hasMessageContaining("queueLimit");
    assertThatThrownBy(() -> pool.submit(() -> 4)).isInstanceOf(PoolFullException.class);
    assertThatThrownBy(() -> pool.mapAsync(x -> x, range(0, 3)))
        .isInstanceOf(PoolFullException.class);
    assertThatThrownBy(() -> pool.starmapAsync((a, b) -> a, List.of()))
        .isInstanceOf(PoolFullException.class);

    Background<Integer> apply = Background.start(() -> pool.apply(() -> 5));
    Background<List<Integer>> map = Background.start(() -> pool.map(x -> x, range(0, 3)));
    try (Results<Integer> results = pool.imap(x -> x, range(0, 3))) {
      mayEnd.give();
      assertThat(results).containsExactly(0, 1, 2);
    }
    assertThat(apply.get(60, SECONDS)).isEqualTo(5);
    assertThat(map.get(60, SECONDS)).isEqualTo(range(0, 3));
    for (CompletableFuture<?> call : open) {
      call.get(60, SECONDS);
    }
    assertThat(pool.applyAsync(() -> 6).get(60, SECONDS)).isEqualTo(6);
  }

  @Test
  void aMapIsOneCallHoweverLong() throws Exception {
    fill(QueueLimit.refusing(3));

    open.add(pool.mapAsync(x -> x, range(0, 10_000)));

    assertThatThrownBy(() -> pool.applyAsync(() -> 4)).isInstanceOf(PoolFullException.class);
  }

  @Test
  void anExecutorRejectsAndNothingHasRun() {
    fill(QueueLimit.refusing(2));
    TaskExecutorService executor = pool.asExecutorService();
    Signal ran = Signal.in(folder, "ran");

    assertThatThrownBy(() -> executor.submit(() -> 4))
        .isInstanceOf(RejectedExecutionException.class)
        .hasCauseInstanceOf(PoolFullException.class);
    assertThatThrownBy(() -> executor.execute(() -> ran.give()))
        .isInstanceOf(RejectedExecutionException.class);
    mayEnd.give();
    assertThat(pool.<Integer>apply(() -> 1)).isEqualTo(1);
    assertThat(ran.isGiven()).isFalse();
  }

  @Test
  void whoWaitsInVainIsRefusedAndWhoDoesNotIsAccepted() throws Exception {
    fill(QueueLimit.waiting(2, Duration.ofMillis(100)));
    assertThatThrownBy(() -> pool.applyAsync(() -> 4))
        .isInstanceOf(PoolFullException.class)
        .hasMessageContaining("PT0.1S");
    mayEnd.give();
    open.get(0).get(60, SECONDS);

    assertThat(pool.applyAsync(() -> 4).get(60, SECONDS)).isEqualTo(4);
  }

  @Test
  void manyWhoWaitAreAllAcceptedInTheEnd() throws Exception {
    fill(QueueLimit.waiting(2, LONG));
    List<Background<Integer>> callers = new ArrayList<>();
    for (int i : range(0, 10)) {
      callers.add(Background.start(() -> pool.applyAsync(() -> i).get(60, SECONDS)));
    }
    for (Background<Integer> caller : callers) {
      eventually("it waits", caller::isWaiting);
    }

    mayEnd.give();

    for (int i : range(0, 10)) {
      assertThat(callers.get(i).get(60, SECONDS)).isEqualTo(i);
    }
  }

  @Test
  void whoIsInterruptedWhileWaitingIsToldSo() {
    fill(QueueLimit.waiting(2, LONG));
    Background<Object> caller = Background.start(() -> pool.applyAsync(() -> 4));
    Background<Object> executing = Background.start(() -> pool.asExecutorService().submit(() -> 4));
    eventually("they wait", () -> caller.isWaiting() && executing.isWaiting());

    caller.interrupt();
    executing.interrupt();

    assertThat(catchThrowable(() -> caller.get(60, SECONDS)))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(CallInterruptedException.class);
    assertThat(catchThrowable(() -> executing.get(60, SECONDS)))
        .hasCauseInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void whoWaitsWhenThePoolIsTerminatedIsRefusedByThat() {
    fill(QueueLimit.waiting(2, LONG));
    List<Background<Object>> callers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      callers.add(Background.start(() -> pool.applyAsync(() -> 4)));
    }
    callers.forEach(caller -> eventually("it waits", caller::isWaiting));

    pool.terminate();

    for (Background<Object> caller : callers) {
      assertThat(catchThrowable(() -> caller.get(60, SECONDS)))
          .hasCauseInstanceOf(PoolClosedException.class);
    }
    assertThat(open)
        .allSatisfy(
            call ->
                assertThat(catchThrowable(() -> call.get(60, SECONDS)))
                    .hasCauseInstanceOf(PoolClosedException.class));
    open.clear();
  }

  @Test
  void aPlaceIsFreeForTheCallbackOfTheCallThatHadIt() throws Exception {
    pool = kind.open(1, QueueLimit.refusing(0));
    mayEnd = Signal.in(folder, "may-end");
    CompletableFuture<Integer> chain =
        pool.applyAsync(waiting(mayEnd)).thenCompose(value -> pool.applyAsync(() -> value + 1));
    assertThatThrownBy(() -> pool.applyAsync(() -> 4)).isInstanceOf(PoolFullException.class);

    mayEnd.give();

    assertThat(chain.get(60, SECONDS)).isEqualTo(2);
  }

  @Test
  void aCancelledCallFreesItsPlace() throws Exception {
    fill(QueueLimit.refusing(2));

    open.remove(2).cancel(false);

    open.add(pool.applyAsync(() -> 4));
    assertThatThrownBy(() -> pool.applyAsync(() -> 5)).isInstanceOf(PoolFullException.class);
  }

  @Test
  void aCallThatIsRefusedForWhatItIsTakesNoPlace() {
    fill(QueueLimit.refusing(3));

    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> pool.applyAsync(null)).isInstanceOf(NullPointerException.class);
    }

    open.add(pool.applyAsync(() -> 4));
  }

  @Test
  void aCallThatIsTooManyRunsOnTheThreadThatMakesIt() throws Exception {
    fill(QueueLimit.runningHere(2));
    int[] captured = {0};

    CompletableFuture<String> call =
        pool.applyAsync(
            () -> {
              captured[0]++;
              return TaskContext.current().workerName() + captured[0];
            });
    assertThat(call).isCompletedWithValue(Thread.currentThread().getName() + 1);
    assertThat(captured[0]).as("a copy, where others are").isEqualTo(kind.copies ? 0 : 1);
    assertThat(pool.mapAsync(x -> Probes.pid(), range(0, 2)))
        .isCompletedWithValue(
            List.of(ProcessHandle.current().pid(), ProcessHandle.current().pid()));
    assertThat(pool.asExecutorService().submit(() -> 7)).isCompletedWithValue(7);
    assertThat(open.get(0)).isNotDone();
  }

  @Test
  void aCallThatRunsHereIsRetriedAsThePoolWasBuiltToAndFailsAsElsewhere() {
    fill(QueueLimit.runningHere(2));
    TaskOptions options = TaskOptions.DEFAULT.withRetries(Retries.of(2));
    TaskCallable<Integer> failing =
        () -> {
          throw new IllegalStateException("by the test");
        };

    CompletableFuture<Integer> call = pool.applyAsync(failing, options);

    assertThat(catchThrowable(() -> call.get(60, SECONDS)))
        .hasCauseInstanceOf(TaskFailedException.class)
        .hasMessageContaining("It was tried 3 times");
  }
}
