package io.procpool.it.contract;

import static io.procpool.it.Eventually.eventually;
import static io.procpool.it.calls.Probes.range;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.procpool.PoolClosedException;
import io.procpool.SerializationException;
import io.procpool.TaskExecutorService;
import io.procpool.it.calls.Background;
import io.procpool.it.calls.Journal;
import io.procpool.it.calls.Signal;
import io.procpool.task.SerializableRunnable;
import io.procpool.task.TaskCallable;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A pool as an executor behaves as the JSR-166 test kit asks of the JDK's own. Of its {@code
 * AbstractExecutorServiceTest}, {@code ThreadPoolExecutorTest} and {@code
 * ExecutorCompletionServiceTest} these behaviours are here, in words and code of our own: execute
 * and submit of runnables, callables and results; null tasks; exceptions of tasks; interrupts of
 * waiting callers; cancelling; invokeAny and invokeAll, with and without a time, with no tasks,
 * null tasks and failing ones; shutdown, shutdownNow and what it returns, awaitTermination,
 * isShutdown and isTerminated; rejection; completion services with take, poll, submit of both
 * kinds, and of cancelled tasks.
 *
 * <p>Not here, for these pools have no such thing: core and maximum sizes, keep-alive times, thread
 * factories, queues that are shown, purged or removed from, rejection handlers, {@code
 * beforeExecute} and {@code afterExecute} (all of {@code ThreadPoolExecutor}'s own); privileged
 * tasks, which name a security manager; {@code newTaskFor} of subclasses, which is not public here.
 */
@ParameterizedClass
@MethodSource("io.procpool.it.contract.PoolKind#all")
class ExecutorIT {

  @Parameter private PoolKind kind;

  @TempDir private Path folder;

  private TaskExecutorService executor;

  @BeforeEach
  void open() {
    executor = kind.open(2).asExecutorService();
  }

  @AfterEach
  void close() {
    executor.close();
    assertThat(executor.isTerminated()).isTrue();
  }

  // ---- execute and submit

  @Test
  void executeRunsATask() {
    Signal ran = Signal.in(folder, "ran");
    executor.execute(() -> ran.give());
    eventually("it ran", ran::isGiven);
  }

  @Test
  void submitGivesTheResultOfACallable() throws Exception {
    Future<String> future = executor.submit(() -> "done");

    assertThat(future.get(60, SECONDS)).isEqualTo("done");
    assertThat(future.isDone()).isTrue();
    assertThat(future.isCancelled()).isFalse();
  }

  @Test
  void submitOfARunnableGivesNullOrTheVeryResultThatWasGiven() throws Exception {
    Signal ran = Signal.in(folder, "ran");
    Object result = new Object();
    SerializableRunnable task = ran::give;

    assertThat(executor.submit(() -> ran.give()).get(60, SECONDS)).isNull();
    assertThat(executor.submit(task, result).get(60, SECONDS)).isSameAs(result);
    assertThat(ran.isGiven()).isTrue();
  }

  @Test
  void nullTasksAreRefused() {
    assertThatThrownBy(() -> executor.execute((Runnable) null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> executor.submit((Runnable) null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> executor.submit((Callable<Integer>) null))
        .isInstanceOf(NullPointerException.class);
  }

  @Test
  void theCauseIsWhatTheTaskThrew() {
    assertThatThrownBy(() -> executor.submit(() -> fail(new IOException("x"))).get(60, SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("x");
  }

  @Test
  void whatAnExecutedTaskThrowsIsHandledAsUncaught() {
    List<Throwable> handled = new ArrayList<>();
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> handled.add(thrown));
    try {
      executor.execute(
          () -> {
            throw new IllegalStateException("nobody asks");
          });
      eventually("it is told", () -> !handled.isEmpty());
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
    assertThat(handled).singleElement().isInstanceOf(IllegalStateException.class);
  }

  // ---- what may cross

  @Test
  void aPlainLambdaIsRefusedWhereItIsSubmittedAndTheMessageSaysWhatToDo() throws Exception {
    ExecutorService plain = executor;

    if (kind.copies) {
      assertThatThrownBy(() -> plain.submit(() -> 1))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("(Callable<X> & Serializable)");
      assertThatThrownBy(() -> plain.execute(() -> {}))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("SerializableRunnable");
    } else {
      assertThat(plain.submit(() -> 1).get(60, SECONDS)).isEqualTo(1);
    }
    assertThat(plain.submit((Callable<Integer> & Serializable) () -> 1).get(60, SECONDS))
        .isEqualTo(1);
    assertThat(plain.submit(new OwnTask(7)).get(60, SECONDS)).isEqualTo(7);
  }

  /** A class of one's own crosses without being serializable. */
  record OwnTask(int value) implements Callable<Integer> {

    @Override
    public Integer call() {
      return value;
    }
  }

  @Test
  void aFutureCannotBeExecutedElsewhere() {
    FutureTask<Integer> task = new FutureTask<>(() -> 1);

    assertThatThrownBy(() -> executor.execute(task)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CompletableFuture.supplyAsync(() -> 1, executor))
        .isInstanceOf(IllegalArgumentException.class);
  }

  // ---- waiting and cancelling

  @Test
  void anInterruptedWaiterLeavesTheTaskAlone() throws Exception {
    assumeConcurrent();
    Signal mayEnd = Signal.in(folder, "may-end");
    Future<Integer> future = executor.submit(() -> waitAndGive(mayEnd, 3));
    Background<Integer> waiting = Background.start(future::get);

    waiting.interrupt();

    assertThatThrownBy(() -> waiting.get(60, SECONDS))
        .hasCauseInstanceOf(InterruptedException.class);
    assertThatThrownBy(() -> future.get(10, MILLISECONDS)).isInstanceOf(TimeoutException.class);
    mayEnd.give();
    assertThat(future.get(60, SECONDS)).isEqualTo(3);
  }

  @Test
  void aCancelledTaskIsInterruptedAndItsFutureSaysSo() {
    assumeConcurrent();
    Signal runs = Signal.in(folder, "runs");
    Signal interrupted = Signal.in(folder, "interrupted");
    Future<Integer> future = executor.submit(() -> sleepUntilInterrupted(runs, interrupted));
    eventually("it runs", runs::isGiven);

    assertThat(future.cancel(true)).isTrue();

    assertThat(future.isCancelled()).isTrue();
    assertThat(future.isDone()).isTrue();
    assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
    eventually("it is interrupted", interrupted::isGiven);
  }

  // ---- invokeAny and invokeAll

  @Test
  void invokeAnyGivesTheResultOfOneThatWentWell() throws Exception {
    List<TaskCallable<String>> tasks =
        List.of(() -> fail(new IOException("no")), () -> "yes", () -> fail(new IOException("no")));

    assertThat(executor.invokeAny(tasks)).isEqualTo("yes");
    assertThat(executor.invokeAny(tasks, 60, SECONDS)).isEqualTo("yes");
  }

  @Test
  void invokeAnyFailsIfAllDo() {
    List<TaskCallable<String>> tasks =
        List.of(() -> fail(new IOException("a")), () -> fail(new IOException("b")));

    assertThatThrownBy(() -> executor.invokeAny(tasks))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void invokeAnyAndAllRefuseWhatIsNoTask() throws Exception {
    List<Callable<Integer>> withNull = Arrays.asList(task(1), null);

    assertThatThrownBy(() -> executor.invokeAny(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> executor.invokeAny(List.<Callable<Integer>>of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> executor.invokeAll(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> executor.invokeAll(withNull)).isInstanceOf(NullPointerException.class);
    assertThat(executor.invokeAll(List.<Callable<Integer>>of())).isEmpty();
  }

  @Test
  void invokeAnyGivesUpInTime() {
    assumeConcurrent();
    List<TaskCallable<Integer>> tasks = List.of(ExecutorIT::oversleep);

    assertThatThrownBy(() -> executor.invokeAny(tasks, 100, MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
  }

  @Test
  void invokeAllWaitsForAllAndKeepsTheirOrder() throws Exception {
    List<Callable<Integer>> tasks = List.of(task(1), task(2), task(3));

    for (List<Future<Integer>> futures :
        List.of(executor.invokeAll(tasks), executor.invokeAll(tasks, 60, SECONDS))) {
      assertThat(futures).allMatch(Future::isDone).hasSize(3);
      for (int i = 0; i < 3; i++) {
        assertThat(futures.get(i).get()).isEqualTo(i + 1);
      }
    }
  }

  @Test
  void invokeAllTellsOfAFailureInItsPlace() throws Exception {
    List<TaskCallable<Integer>> tasks = List.of(() -> 1, () -> fail(new IOException("x")));

    List<Future<Integer>> futures = executor.invokeAll(tasks);

    assertThat(futures.get(0).get()).isEqualTo(1);
    assertThatThrownBy(futures.get(1)::get).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void invokeAllCancelsWhatIsNotDoneInTime() throws Exception {
    assumeConcurrent();
    List<TaskCallable<Integer>> tasks = List.of(() -> 1, ExecutorIT::oversleep);

    List<Future<Integer>> futures = executor.invokeAll(tasks, 2, SECONDS);

    assertThat(futures.get(0).get()).isEqualTo(1);
    assertThat(futures.get(1).isCancelled()).isTrue();
  }

  // ---- completion services

  @Test
  void aCompletionServiceGivesWhatEndsFirst() throws Exception {
    ExecutorCompletionService<Integer> service = new ExecutorCompletionService<>(executor);
    assertThat(service.poll()).isNull();
    Signal mayEnd = Signal.in(folder, "may-end");
    if (!kind.isConcurrent) {
      mayEnd.give();
    }
    TaskCallable<Integer> slow = () -> waitAndGive(mayEnd, 1);
    Future<Integer> first = service.submit(slow);
    Future<Integer> second = service.submit(task(2));
    if (kind.isConcurrent) {
      assertThat(service.poll(60, SECONDS)).isSameAs(second);
      mayEnd.give();
      assertThat(service.take()).isSameAs(first);
    }
    assertThat(first.get() + second.get()).isEqualTo(3);
  }

  @Test
  void aCompletionServiceGivesFailuresAndRunnablesToo() throws Exception {
    ExecutorCompletionService<String> service = new ExecutorCompletionService<>(executor);
    TaskCallable<String> failing = () -> fail(new IOException("x"));
    SerializableRunnable nothing = () -> {};
    service.submit(failing);
    service.submit(nothing, "given");

    Set<String> ends = new HashSet<>();
    for (int i = 0; i < 2; i++) {
      Future<String> next = service.take();
      Throwable thrown = catchThrowable(() -> ends.add(next.get()));
      if (thrown != null) {
        ends.add(thrown.getCause().getMessage());
      }
    }
    assertThat(ends).containsExactlyInAnyOrder("x", "given");
  }

  @Test
  void aTaskOfACompletionServiceThatIsCancelledIsGivenToo() throws Exception {
    assumeConcurrent();
    ExecutorCompletionService<Integer> service = new ExecutorCompletionService<>(executor);
    TaskCallable<Integer> slow = ExecutorIT::oversleep;
    Future<Integer> future = service.submit(slow);

    future.cancel(true);

    assertThat(service.poll(60, SECONDS)).isSameAs(future);
    assertThat(future.isCancelled()).isTrue();
  }

  // ---- the end

  @Test
  void shutdownFinishesWhatWasSubmittedAndRefusesMore() throws Exception {
    Signal mayEnd = Signal.in(folder, "may-end");
    if (!kind.isConcurrent) {
      mayEnd.give();
    }
    assertThat(executor.isShutdown()).isFalse();
    assertThat(executor.isTerminated()).isFalse();
    List<Future<Integer>> futures = new ArrayList<>();
    for (int i : range(0, 10)) {
      futures.add(executor.submit(() -> waitAndGive(mayEnd, i)));
    }

    executor.shutdown();
    executor.shutdown();

    assertThat(executor.isShutdown()).isTrue();
    assertThatThrownBy(() -> executor.submit(() -> 1))
        .isInstanceOf(RejectedExecutionException.class);
    assertThatThrownBy(() -> executor.execute(() -> mayEnd.give()))
        .isInstanceOf(RejectedExecutionException.class);
    if (kind.isConcurrent) {
      assertThat(executor.awaitTermination(10, MILLISECONDS)).isFalse();
      assertThat(executor.isTerminated()).isFalse();
    }
    mayEnd.give();
    assertThat(executor.awaitTermination(60, SECONDS)).isTrue();
    for (int i : range(0, 10)) {
      assertThat(futures.get(i).get()).isEqualTo(i);
    }
    assertThat(executor.isTerminated()).isTrue();
  }

  @Test
  void shutdownNowStopsWhatRunsAndReturnsWhatWasNeverStarted() throws Exception {
    assumeConcurrent();
    Journal started = Journal.in(folder);
    List<CompletableFuture<Integer>> futures = new ArrayList<>();
    for (int i : range(0, 30)) {
      futures.add(
          executor.submit(
              () -> {
                started.write(i);
                return oversleep();
              }));
    }
    eventually("two run", () -> started.entries().size() == 2);

    List<Runnable> never = executor.shutdownNow();

    assertThat(started.entries()).hasSize(2);
    assertThat(never).hasSize(28);
    assertThat(executor.awaitTermination(60, SECONDS)).isTrue();
    for (CompletableFuture<Integer> future : futures) {
      assertThatThrownBy(() -> future.get(60, SECONDS))
          .hasCauseInstanceOf(PoolClosedException.class);
    }
    assertThat(executor.shutdownNow()).isEmpty();
  }

  @Test
  void shutdownNowReturnsTheRunnablesThatWereExecuted() {
    assumeConcurrent();
    Signal runs = Signal.in(folder, "runs");
    for (int i = 0; i < 20; i++) {
      executor.execute(() -> sleepQuietly(runs));
    }
    SerializableRunnable last = () -> runs.give();
    executor.execute(last);
    eventually("one runs", runs::isGiven);
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {});
    try {
      assertThat(executor.shutdownNow()).hasSizeBetween(19, 20).contains(last);
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  private void assumeConcurrent() {
    assumeThat(kind.isConcurrent).as("tasks run while their caller does something else").isTrue();
  }

  private static Callable<Integer> task(int value) {
    TaskCallable<Integer> task = () -> value;
    return task;
  }

  private static <R> R fail(IOException thrown) throws IOException {
    throw thrown;
  }

  private static int oversleep() throws InterruptedException {
    Thread.sleep(60_000);
    return -1;
  }

  private static void sleepQuietly(Signal runs) {
    runs.give();
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int waitAndGive(Signal signal, int value) throws InterruptedException {
    signal.await();
    return value;
  }

  private static int sleepUntilInterrupted(Signal runs, Signal interrupted)
      throws InterruptedException {
    runs.give();
    try {
      return oversleep();
    } catch (InterruptedException e) {
      interrupted.give();
      throw e;
    }
  }
}
