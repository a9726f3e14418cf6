package io.procpool.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.ProcessPool;
import io.procpool.WorkerDeath;
import io.procpool.WorkerDiedException;
import io.procpool.WorkerStartException;
import io.procpool.task.TaskCallable;
import io.procpool.testkit.Probes;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A call of {@code System.exit} costs the task that made it, and is named with its place. */
class ExitIT {

  private static ProcessPool pool;

  @TempDir private Path folder;

  @BeforeAll
  static void open() {
    pool = ProcessPool.create(2);
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  @ParameterizedTest
  @EnumSource
  void inATask(Moment moment) {
    Object outcome = moment.outcome(pool, Probes.exit(42));

    WorkerDiedException failure = Outcomes.failure(WorkerDiedException.class, outcome);
    assertThat(failure.index()).isEqualTo(1);
    assertIsExit(failure, 42);
    Life.assertGoesOn(pool, folder);
  }

  // S34: zero is no success
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 255})
  void withAnyCode(int code) {
    Object outcome = Moment.RUNNING.outcome(pool, Probes.exit(code));

    assertIsExit(Outcomes.failure(WorkerDiedException.class, outcome), code);
    Life.assertGoesOn(pool, folder);
  }

  @Test
  void onAnotherThreadWhileATaskRuns() {
    TaskCallable<Integer> exitingElsewhere = Probes.leaveThread(Probes.exit(42));
    TaskCallable<Integer> waiting =
        () -> {
          exitingElsewhere.call();
          return Probes.<Integer>hang().call();
        };

    Object outcome = Moment.RUNNING.outcome(pool, waiting);

    WorkerDiedException failure = Outcomes.failure(WorkerDiedException.class, outcome);
    assertIsExit(failure, 42);
    assertThat(failure.getCause().getStackTrace())
        .as("the stack of the thread that exits, not of the one that waits")
        .noneMatch(frame -> frame.getClassName().equals(ExitIT.class.getName()));
  }

  @Test
  void whileIdle() {
    Life.assertIsReplacedWhenIdle(pool, folder, Probes.exit(42));
  }

  @Test
  void whileStarting() {
    WorkerStartException failure = Life.startFailure(ProcessPool.builder(), Probes.exit(42));

    assertThat(failure).hasMessageContaining("exit code 42").hasMessageContaining("System.exit");
  }

  /** In a shutdown hook it blocks for ever. */
  @Test
  void whileStopping() {
    Life.assertEndsWhile(ProcessPool.builder(), Probes.exit(42));
  }

  private static void assertIsExit(WorkerDiedException failure, int code) {
    WorkerDeath death = failure.death();
    assertThat(death.kind()).isEqualTo(WorkerDeath.Kind.EXIT);
    assertThat(death.exitCode()).isEqualTo(code);
    assertThat(death.signal()).isNull();
    assertThat(failure).hasMessageContaining("exit code " + code).hasMessageContaining("pid ");
    assertThat(Arrays.stream(failure.getCause().getStackTrace()).map(ExitIT::nameOf))
        .as("from the call of exit to the task")
        .startsWith("java.lang.Runtime.exit", "java.lang.System.exit")
        .contains("io.procpool.testkit.Endings.exit");
  }

  private static String nameOf(StackTraceElement frame) {
    return frame.getClassName() + "." + frame.getMethodName();
  }
}
