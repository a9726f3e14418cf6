package io.procpool.it.faults;

import static io.procpool.it.calls.Probes.meetingOfAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.CallInterruptedException;
import io.procpool.JobTimeoutException;
import io.procpool.MapOptions;
import io.procpool.ProcessPool;
import io.procpool.TaskOptions;
import io.procpool.TaskTimeoutException;
import io.procpool.WorkerStartException;
import io.procpool.it.calls.Background;
import io.procpool.it.calls.Signal;
import io.procpool.task.TaskCallable;
import io.procpool.testkit.Probes;
import io.procpool.testkit.Trap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What does not end is ended when its time is up, whatever it does against that. */
class HangIT {

  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final Duration SHORT_LIMIT = Duration.ofMillis(200);
  private static final MapOptions LIMITED_TASKS = MapOptions.DEFAULT.withTaskTimeout(LIMIT);
  private static final MapOptions LIMITED_JOB = MapOptions.DEFAULT.withJobTimeout(LIMIT);

  private static ProcessPool pool;

  @TempDir private Path folder;

  enum Hanging {
    INTERRUPTIBLY(Probes.hang()),
    DEAF(Probes.hangIgnoringInterrupts()),
    BUSILY(Probes.spin()),
    FROZEN(Probes.freeze());

    final TaskCallable<?> action;

    Hanging(TaskCallable<?> action) {
      this.action = action;
    }
  }

  @BeforeAll
  static void open() {
    pool = ProcessPool.builder().processes(2).grace(Duration.ofMillis(200)).build();
  }

  @AfterAll
  static void close() {
    pool.terminate(); // which interrupts what still hangs in this JVM
  }

  @ParameterizedTest
  @EnumSource
  void whileDecoding(Hanging hanging) {
    assertOnlyTheGuiltyTaskFails(Moment.DECODING, hanging);
  }

  @ParameterizedTest
  @EnumSource
  void whileRunning(Hanging hanging) {
    assertOnlyTheGuiltyTaskFails(Moment.RUNNING, hanging);
  }

  @ParameterizedTest
  @EnumSource
  void whileEncoding(Hanging hanging) {
    assertOnlyTheGuiltyTaskFails(Moment.ENCODING, hanging);
  }

  @Test
  void aFutureWhoseResultHangsWhileItIsDecodedInThePool() throws Exception {
    TaskCallable<Object> task = Probes.give(Trap.decodedInPool(Probes.hang()));

    CompletableFuture<Object> future =
        pool.applyAsync(task, TaskOptions.DEFAULT.withJobTimeout(LIMIT));

    assertThat(Outcomes.failureOf(future)).isInstanceOf(JobTimeoutException.class);
    Life.assertGoesOn(pool, folder);
  }

  @Test
  void aReaderWhoseResultHangsWhileItIsDecodedMayBeInterrupted() throws Exception {
    Signal decoding = Signal.in(folder, "decoding");
    TaskCallable<?> hanging =
        () -> {
          decoding.give();
          return Probes.hang().call();
        };
    Background<Object> reader = Background.start(() -> Moment.outcomeInPool(pool, hanging));
    decoding.await();

    Life.assertGoesOn(pool, folder);
    reader.interrupt();

    assertThatThrownBy(() -> reader.get(60, TimeUnit.SECONDS))
        .hasCauseInstanceOf(CallInterruptedException.class);
  }

  @Test
  void whileAnItemIsEncodedInThePool() throws Exception {
    List<Object> items = List.of("first", Trap.encodedInPool(Probes.hang()));

    CompletableFuture<List<Object>> future = pool.mapAsync(Probes.echo(), items, LIMITED_JOB);

    assertThat(Outcomes.failureOf(future)).isInstanceOf(JobTimeoutException.class);
    Life.assertGoesOn(pool, folder);
  }

  @ParameterizedTest
  @EnumSource
  void whileStarting(Hanging hanging) {
    WorkerStartException failure =
        Life.startFailure(ProcessPool.builder().initializerTimeout(SHORT_LIMIT), hanging.action);

    assertThat(failure)
        .hasMessageContaining("initializerTimeout")
        .hasMessageContaining(SHORT_LIMIT.toString());
  }

  @Test
  void beforeTheGreeting() throws Exception {
    Path script = Files.writeString(folder.resolve("java"), "#!/bin/sh\nexec sleep 600\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();

    WorkerStartException failure =
        Life.startFailure(
            ProcessPool.builder().java(script).startTimeout(SHORT_LIMIT), Probes.answer());

    assertThat(failure).hasMessageContaining("greet").hasMessageContaining(SHORT_LIMIT.toString());
  }

  @ParameterizedTest
  @EnumSource
  void whileStopping(Hanging hanging) {
    Life.assertEndsWhile(ProcessPool.builder(), hanging.action);
  }

  private void assertOnlyTheGuiltyTaskFails(Moment moment, Hanging hanging) {
    Set<Long> before = meetingOfAll(pool, folder, "before");

    Object outcome = moment.outcome(pool, hanging.action, LIMITED_TASKS);

    TaskTimeoutException failure = Outcomes.failure(TaskTimeoutException.class, outcome);
    assertThat(failure.index()).isEqualTo(1);
    assertThat(failure.limit()).isEqualTo(LIMIT);
    assertThat(failure).hasMessageContaining(LIMIT.toString());
    assertHasStuckStack(failure, hanging);
    Set<Long> after = Life.assertGoesOn(pool, folder);
    List<Long> replaced = before.stream().filter(pid -> !after.contains(pid)).toList();
    assertThat(replaced).hasSize(1);
    assertThat(failure).hasMessageContaining("pid " + replaced.get(0));
    assertThat(ProcessHandle.of(replaced.get(0))).isEmpty();
  }

  private static void assertHasStuckStack(TaskTimeoutException failure, Hanging hanging) {
    if (hanging == Hanging.FROZEN) {
      assertThat(failure).hasNoCause().hasMessageContaining("not known");
      return;
    }
    assertThat(failure.getCause().getStackTrace())
        .anyMatch(frame -> frame.getClassName().equals("io.procpool.testkit.Hanging"));
  }
}
