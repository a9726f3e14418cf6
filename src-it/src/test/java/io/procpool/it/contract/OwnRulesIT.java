package io.procpool.it.contract;

import static io.procpool.it.Eventually.eventually;
import static io.procpool.it.calls.Probes.range;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.MapOptions;
import io.procpool.Pool;
import io.procpool.PoolClosedException;
import io.procpool.PoolSize;
import io.procpool.ProcessPool;
import io.procpool.Results;
import io.procpool.SerialPool;
import io.procpool.SerializationException;
import io.procpool.TaskOptions;
import io.procpool.ThreadPool;
import io.procpool.ThreadPoolBuilder;
import io.procpool.WorkerStartException;
import io.procpool.it.Logged;
import io.procpool.task.TaskContext;
import io.procpool.task.TaskFunction;
import io.procpool.task.TaskRunnable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What is said of one kind of pool alone. */
class OwnRulesIT {

  @Test
  void aSerialPoolRunsATaskWhenItsResultIsAskedForOnTheThreadThatAsks() {
    Thread here = Thread.currentThread();
    List<Object> seen = new ArrayList<>();
    TaskFunction<Integer, Integer> task =
        x -> {
          seen.add(Thread.currentThread() == here ? "ran " + x : "elsewhere");
          return x;
        };
    try (Pool pool = SerialPool.create()) {
      Iterator<Integer> results =
          pool.imap(task, range(0, 100), MapOptions.DEFAULT.withChunkSize(50)).iterator();
      assertThat(seen).isEmpty();

      results.next();
      results.next();

      assertThat(seen).containsExactly("ran 0", "ran 1");
    }
  }

  @Test
  void aSerialPoolGivesFuturesThatAreDone() {
    try (Pool pool = SerialPool.create()) {
      assertThat(pool.applyAsync(() -> 1)).isCompletedWithValue(1);
      assertThat(pool.mapAsync((Integer x) -> x, range(0, 3))).isCompletedWithValue(range(0, 3));
      CompletableFuture<Thread> thread =
          pool.applyAsync(() -> 1).thenApply(value -> Thread.currentThread());
      assertThat(thread).isCompletedWithValue(Thread.currentThread());
    }
  }

  @Test
  void aSerialPoolKeepsNoLimitOfTime() {
    TaskOptions options = TaskOptions.DEFAULT.withTaskTimeout(Duration.ofNanos(1));
    try (Pool pool = SerialPool.create()) {
      assertThat(pool.<Integer>apply(() -> 1, options)).isEqualTo(1);
    }
  }

  @Test
  void aTaskMayUseASerialPoolAndIsItselfAgainBehindIt() {
    try (Pool outer = SerialPool.create();
        Pool inner = SerialPool.create()) {
      List<Long> indexes =
          outer.map(
              x -> {
                inner.map(y -> y, range(0, 5));
                return TaskContext.current().taskIndex();
              },
              range(0, 3));

      assertThat(indexes).containsExactly(0L, 1L, 2L);
    }
  }

  @Test
  void aStrictSerialPoolRefusesWhatCouldNotCross() {
    Thread thread = Thread.currentThread();
    try (Pool pool = SerialPool.strict()) {
      assertThatThrownBy(() -> pool.apply(() -> thread.getName()))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("java.lang.Thread");
      assertThatThrownBy(() -> pool.map(Thread::getName, List.of(thread)))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("Task 0 has an item that cannot cross");
      assertThatThrownBy(() -> pool.apply(Thread::currentThread))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("gave a result that cannot cross");
    }
  }

  @Test
  void tasksOfAThreadPoolShareTheObjectsOfTheirCaller() {
    Set<String> names = Collections.synchronizedSet(new TreeSet<>());
    try (Pool pool = ThreadPool.create(3)) {
      pool.map(x -> names.add(Thread.currentThread().getName()), range(0, 100));
    }
    assertThat(names).allMatch(name -> name.matches("procpool-\\d+-thread-\\d"));
  }

  // S64
  @Test
  void eachThreadOfAPoolRunsTheInitializerBeforeItsFirstTask() {
    ThreadLocal<Integer> number = new ThreadLocal<>();
    try (Pool pool = ThreadPool.builder().threads(3).initializer(() -> number.set(42)).build()) {
      assertThat(pool.map(x -> number.get(), range(0, 50))).containsOnly(42);
    }
  }

  // S65
  @Test
  void anInitializerThatFailsFailsThePool() {
    IllegalStateException thrown = new IllegalStateException("by the test");
    TaskRunnable failing =
        () -> {
          throw thrown;
        };
    try (Pool pool = ThreadPool.builder().threads(3).initializer(failing).build()) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> pool.apply(() -> 1))
            .isInstanceOf(WorkerStartException.class)
            .hasCause(thrown);
      }
    }
  }

  // S66
  @Test
  void anInitializerThatDoesNotEndFailsAPoolOfThreads() {
    ThreadPoolBuilder builder =
        ThreadPool.builder()
            .threads(2)
            .grace(Duration.ofMillis(100))
            .initializerTimeout(Duration.ofMillis(300));
    CountDownLatch end = new CountDownLatch(1);
    for (TaskRunnable hanging : List.<TaskRunnable>of(end::await, () -> awaitDeaf(end))) {
      try (Pool pool = builder.initializer(hanging).build()) {
        for (int i = 0; i < 2; i++) {
          assertThatThrownBy(() -> pool.apply(() -> 1))
              .isInstanceOf(WorkerStartException.class)
              .hasMessageContaining("initializerTimeout of PT0.3S");
        }
      }
    }
    end.countDown();
  }

  @Test
  void anInitializerThatDoesNotEndDoesNotKeepAPoolOfThreadsFromItsEnd() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    try (Pool pool =
        ThreadPool.builder()
            .threads(1)
            .grace(Duration.ofMillis(100))
            .initializer(
                () -> {
                  begun.countDown();
                  awaitDeaf(end);
                })
            .build()) {
      CompletableFuture<Integer> owed = pool.applyAsync(() -> 1);
      eventually("it begins", () -> begun.getCount() == 0);

      pool.terminate();

      assertThatThrownBy(() -> owed.get(60, SECONDS)).hasCauseInstanceOf(PoolClosedException.class);
    }
    end.countDown();
  }

  @Test
  void anExitHookThatDoesNotEndIsInterruptedAndAbandonedWithItsThread() {
    CountDownLatch end = new CountDownLatch(1);
    List<Integer> words = Collections.synchronizedList(new ArrayList<>());
    try (Logged logged = Logged.listen()) {
      try (Pool pool =
          ThreadPool.builder()
              .threads(1)
              .grace(Duration.ofMillis(100))
              .stopTimeout(Duration.ofMillis(300))
              .exitHook(() -> awaitDeaf(end), words::add)
              .build()) {
        assertThat(pool.<Integer>apply(() -> 1)).isEqualTo(1);
      }
      assertThat(logged.messages()).singleElement().asString().contains("stopTimeout of PT0.3S");
      assertThat(words).isEmpty();
      end.countDown();
      eventually("the thread ends", () -> words.size() == 1);
    }
  }

  private static int awaitDeaf(CountDownLatch end) {
    while (end.getCount() > 0) {
      try {
        end.await();
      } catch (InterruptedException e) {
        continue; // as code does that cannot be stopped
      }
    }
    return 1;
  }

  @Test
  void aStrictSerialPoolRefusesHooksThatCouldNotCross() {
    Thread captured = Thread.currentThread();
    assertThatThrownBy(
            () -> SerialPool.builder().strict().initializer(captured::getName).build().close())
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("Thread");
  }

  @Test
  void virtualThreadsAreThereOrTheMessageSaysWhatToDo() {
    if (Runtime.version().feature() < 21) {
      assertThatThrownBy(() -> ThreadPool.virtual(4))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("Java 21")
          .hasMessageContaining("ThreadPool.create");
      return;
    }
    try (Pool pool = ThreadPool.virtual(500)) {
      TaskFunction<Integer, Boolean> isVirtual =
          x -> {
            Thread.sleep(100);
            return (Boolean) Thread.class.getMethod("isVirtual").invoke(Thread.currentThread());
          };
      assertThat(pool.map(isVirtual, range(0, 2_000))).containsOnly(true);
    }
  }

  @Test
  void sizesFollowTheProcessors() {
    int cores = Runtime.getRuntime().availableProcessors();

    assertThat(PoolSize.cores()).isEqualTo(cores);
    assertThat(PoolSize.cpuHeavy()).isEqualTo(Math.max(4, 2 * cores));
    assertThat(PoolSize.ioHeavy()).isEqualTo(5 * cores);
    try (Pool threads = ThreadPool.create();
        Pool processes = ProcessPool.create()) {
      assertThat(threads.processes()).isEqualTo(cores);
      assertThat(processes.processes()).isEqualTo(cores);
    }
    assertThatThrownBy(() -> ThreadPool.create(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aThreadPoolThatNobodyReadsOrClosesHoldsUpNothing() {
    ThreadPool pool = ThreadPool.create(2);
    Results<Integer> unread = pool.imap(x -> x, () -> range(0, 1_000_000).iterator());
    unread.close();
    pool.terminate();

    assertThat(unread.iterator().hasNext()).isFalse();
  }
}
