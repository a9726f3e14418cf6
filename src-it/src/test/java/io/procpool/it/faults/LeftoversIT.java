package io.procpool.it.faults;

import static io.procpool.it.calls.Probes.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.procpool.MapOptions;
import io.procpool.ProcessPool;
import io.procpool.ProcessPoolBuilder;
import io.procpool.WorkerDeath;
import io.procpool.WorkerDiedException;
import io.procpool.it.wire.Sink;
import io.procpool.task.TaskCallable;
import io.procpool.testkit.Probes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What tasks leave in their workers harms no later task, and keeps no worker from its end. */
class LeftoversIT {

  @TempDir private Path folder;

  enum Left {
    THREAD(Probes.leaveThread(Probes.hangIgnoringInterrupts())),
    BUSY_THREAD(Probes.leaveThread(Probes.spin())),
    FAILING_THREAD(Probes.leaveThread(Probes.fail(new AssertionError("left by the test")))),
    HOOK(Probes.leaveHook(Probes.hangIgnoringInterrupts())),
    BUSY_HOOK(Probes.leaveHook(Probes.spin()));

    final TaskCallable<Integer> action;

    Left(TaskCallable<Integer> action) {
      this.action = action;
    }
  }

  @ParameterizedTest
  @EnumSource
  void tasksGoWellAndTheirWorkersEnd(Left left) {
    Set<Long> pids;
    try (ProcessPool pool = builder().processes(2).build()) {
      assertThat(Moment.RUNNING.outcome(pool, left.action)).isEqualTo(Probes.ANSWER);
      pids = Life.assertGoesOn(pool, folder);
    }

    assertThat(pids).allMatch(pid -> ProcessHandle.of(pid).isEmpty());
  }

  @ParameterizedTest
  @EnumSource
  void workersThatAreReplacedEnd(Left left) {
    try (ProcessPool pool = builder().processes(1).maxTasksPerChild(1).build()) {
      List<Integer> answers =
          pool.map(x -> left.action.call(), range(0, 3), MapOptions.DEFAULT.withChunkSize(1));

      assertThat(answers).hasSize(3).containsOnly(Probes.ANSWER);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HOOK", "BUSY_HOOK"})
  void aCallOfExitThatAHookHoldsUpFailsItsTask(Left left) {
    TaskCallable<Object> exiting =
        () -> {
          left.action.call();
          return Probes.exit(42).call();
        };
    try (ProcessPool pool = builder().processes(1).build()) {
      WorkerDiedException failure =
          catchThrowableOfType(WorkerDiedException.class, () -> pool.apply(exiting));

      assertThat(failure.death().kind()).isEqualTo(WorkerDeath.Kind.EXIT);
      assertThat(failure).hasMessageContainingAll("System.exit, but", "stopTimeout");
      assertThat(failure.getCause().getStackTrace())
          .anyMatch(frame -> frame.getClassName().equals("io.procpool.testkit.Endings"));
      Life.assertGoesOn(pool, folder);
    }
  }

  @Test
  void aTaskThatClosedWhatItWasGivenHarmsNoOther() {
    TaskCallable<Integer> closingAll =
        () -> {
          System.in.close();
          System.out.close();
          System.err.close();
          return Probes.ANSWER;
        };
    try (ProcessPool pool = builder().processes(1).build()) {
      assertThat(Moment.RUNNING.outcome(pool, closingAll)).isEqualTo(Probes.ANSWER);
      Life.assertGoesOn(pool, folder);
    }
  }

  private static ProcessPoolBuilder builder() {
    Sink sink = new Sink();
    return ProcessPool.builder()
        .stopTimeout(Duration.ofMillis(300))
        .output(sink.stream(), sink.stream());
  }
}
