package io.procpool.it.faults;

import static io.procpool.it.Eventually.eventually;
import static io.procpool.it.calls.Probes.awaitDeath;
import static io.procpool.it.calls.Probes.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.CallInterruptedException;
import io.procpool.MapOptions;
import io.procpool.ProcessPool;
import io.procpool.ProcessPoolBuilder;
import io.procpool.Results;
import io.procpool.it.calls.Background;
import io.procpool.it.calls.Journal;
import io.procpool.it.calls.Signal;
import io.procpool.task.TaskCallable;
import io.procpool.task.TaskFunction;
import io.procpool.testkit.Probes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What nobody wants any more is not started, and what runs of it is stopped. */
class CancellationIT {

  private static final MapOptions ONE_BY_ONE = MapOptions.DEFAULT.withChunkSize(1);

  @TempDir private Path folder;

  /** Ways to want no more. */
  enum Way {
    CANCEL_A_MAP {
      @Override
      void leave(ProcessPool pool, TaskFunction<Integer, Integer> task, Runnable whenRunning) {
        CompletableFuture<List<Integer>> future = pool.mapAsync(task, range(0, 100), ONE_BY_ONE);
        whenRunning.run();
        assertThat(future.cancel(true)).isTrue();
        assertThat(future).isCancelled();
      }
    },
    CLOSE_A_STREAM {
      @Override
      void leave(ProcessPool pool, TaskFunction<Integer, Integer> task, Runnable whenRunning) {
        Iterable<Integer> endless = () -> IntStream.iterate(0, i -> i + 1).iterator();
        try (Results<Integer> results = pool.imapUnordered(task, endless, ONE_BY_ONE)) {
          whenRunning.run();
          assertThat(results.isReady()).isFalse();
        }
      }
    },
    INTERRUPT_THE_CALLER {
      @Override
      void leave(ProcessPool pool, TaskFunction<Integer, Integer> task, Runnable whenRunning) {
        Background<List<Integer>> caller =
            Background.start(() -> pool.map(task, range(0, 100), ONE_BY_ONE));
        whenRunning.run();
        caller.interrupt();
        assertThatThrownBy(() -> caller.get(60, TimeUnit.SECONDS))
            .hasCauseInstanceOf(CallInterruptedException.class);
      }
    };

    abstract void leave(
        ProcessPool pool, TaskFunction<Integer, Integer> task, Runnable whenRunning);
  }

  @ParameterizedTest
  @EnumSource
  void tasksThatEndWhenInterruptedKeepTheirWorkers(Way way) {
    Journal started = Journal.in(subfolder("started"));
    Journal interrupted = Journal.in(subfolder("interrupted"));
    TaskFunction<Integer, Integer> task =
        item -> {
          started.write(item);
          try {
            return Probes.<Integer>hang().call();
          } catch (InterruptedException e) {
            interrupted.write(item);
            throw e;
          }
        };
    try (ProcessPool pool = patient().processes(2).build()) {
      way.leave(pool, task, () -> eventually("two tasks run", () -> started.entries().size() == 2));

      Set<Long> pids = Life.assertGoesOn(pool, folder);
      assertThat(pids).isEqualTo(started.byPid().keySet());
      assertThat(started.entries()).hasSize(2);
      assertThat(interrupted.entries()).hasSameElementsAs(started.entries());
    }
  }

  @ParameterizedTest
  @EnumSource
  void tasksThatIgnoreInterruptsAreKilledWithTheirWorkers(Way way) {
    Journal started = Journal.in(subfolder("started"));
    TaskFunction<Integer, Integer> task =
        item -> {
          started.write(item);
          return Probes.<Integer>spin().call();
        };
    try (ProcessPool pool = impatient().processes(2).build()) {
      way.leave(pool, task, () -> eventually("two tasks run", () -> started.entries().size() == 2));

      Set<Long> killed = started.byPid().keySet();
      assertThat(Life.assertGoesOn(pool, folder)).doesNotContainAnyElementsOf(killed);
      assertThat(killed).allMatch(pid -> ProcessHandle.of(pid).isEmpty());
      assertThat(started.entries()).as("tasks that were started").hasSize(2);
    }
  }

  @Test
  void aCallThatRunsIsInterruptedAndItsWorkerKept() {
    Signal runs = Signal.in(folder, "runs");
    try (ProcessPool pool = patient().processes(1).build()) {
      long pid = pool.apply(() -> ProcessHandle.current().pid());
      CompletableFuture<Object> future = pool.applyAsync(signalling(runs, Probes.hang()));
      awaitHere(runs);

      assertThat(future.cancel(true)).isTrue();

      assertThat(pool.<Long>apply(() -> ProcessHandle.current().pid())).isEqualTo(pid);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DEAF", "BUSILY", "FROZEN"})
  void aCallThatDoesNotEndIsKilled(HangIT.Hanging hanging) {
    Signal runs = Signal.in(folder, "runs");
    try (ProcessPool pool = impatient().processes(1).build()) {
      long pid = pool.apply(() -> ProcessHandle.current().pid());
      CompletableFuture<Object> future = pool.applyAsync(signalling(runs, hanging.action));
      awaitHere(runs);

      assertThat(future.cancel(true)).isTrue();

      awaitDeath(pid);
      assertThat(pool.apply(Probes.answer())).isEqualTo(Probes.ANSWER);
    }
  }

  /** The running one is stopped last, and so not before its worker knows of the others. */
  @Test
  void callsThatWaitNeverRun() {
    Journal journal = Journal.in(folder);
    Signal runs = Signal.in(folder, "runs");
    try (ProcessPool pool = patient().processes(1).build()) {
      CompletableFuture<Object> running = pool.applyAsync(signalling(runs, Probes.hang()));
      awaitHere(runs);
      List<CompletableFuture<Integer>> waiting =
          range(0, 6).stream().map(i -> pool.applyAsync(writing(journal, "waited"))).toList();

      for (int i : range(0, 6)) {
        assertThat(waiting.get(i).cancel(i % 2 == 0)).isTrue();
      }
      assertThat(running.cancel(true)).isTrue();

      assertThat(pool.apply(writing(journal, "later"))).isEqualTo(Probes.ANSWER);
      assertThat(journal.entries()).containsExactly("later");
    }
  }

  @Test
  void aCallThatRunsAndIsNotToBeInterruptedComesToItsEnd() {
    Journal journal = Journal.in(folder);
    Signal mayEnd = Signal.in(folder, "may-end");
    Signal runs = Signal.in(folder, "runs");
    TaskCallable<Object> task =
        () -> {
          waitingFor(mayEnd).call();
          return writing(journal, "end").call();
        };
    try (mayEnd;
        ProcessPool pool = impatient().processes(1).build()) {
      CompletableFuture<Object> future = pool.applyAsync(signalling(runs, task));
      awaitHere(runs);

      assertThat(future.cancel(false)).isTrue();

      mayEnd.give();
      assertThat(pool.apply(Probes.answer())).isEqualTo(Probes.ANSWER);
      assertThat(journal.entries()).containsExactly("end");
    }
  }

  @Test
  void aTaskOfAnotherJobInTheSameWorkerIsNotStopped() {
    Signal mayEnd = Signal.in(folder, "may-end");
    Signal runs = Signal.in(folder, "runs");
    try (mayEnd;
        ProcessPool pool = impatient().processes(1).build()) {
      CompletableFuture<Object> running = pool.applyAsync(signalling(runs, waitingFor(mayEnd)));
      awaitHere(runs);
      CompletableFuture<List<Integer>> waiting = pool.mapAsync(Probes.echo(), range(0, 100));
      CompletableFuture<Integer> last = pool.applyAsync(Probes.answer());

      assertThat(waiting.cancel(true)).isTrue();
      mayEnd.give();

      assertThat(running.join()).isEqualTo(Probes.ANSWER);
      assertThat(last.join()).isEqualTo(Probes.ANSWER);
    }
  }

  /** Too patient to kill: a worker that ends does so for another reason. */
  private static ProcessPoolBuilder patient() {
    return ProcessPool.builder().grace(Duration.ofSeconds(60));
  }

  private static ProcessPoolBuilder impatient() {
    return ProcessPool.builder().grace(Duration.ofMillis(100));
  }

  private static TaskCallable<Object> signalling(Signal runs, TaskCallable<?> task) {
    return () -> {
      runs.give();
      return task.call();
    };
  }

  private static TaskCallable<Integer> waitingFor(Signal signal) {
    return () -> {
      signal.await();
      return Probes.ANSWER;
    };
  }

  private static TaskCallable<Integer> writing(Journal journal, String entry) {
    return () -> {
      journal.write(entry);
      return Probes.ANSWER;
    };
  }

  private static void awaitHere(Signal signal) {
    eventually("the task runs", signal::isGiven);
  }

  private Path subfolder(String name) {
    Path subfolder = folder.resolve(name);
    assertThat(subfolder.toFile().mkdir()).isTrue();
    return subfolder;
  }
}
