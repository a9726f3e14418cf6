package io.procpool.it.faults;

import static io.procpool.it.calls.Probes.awaitDeath;
import static io.procpool.it.calls.Probes.meetingOfAll;
import static io.procpool.it.calls.Probes.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.procpool.Pool;
import io.procpool.ProcessPool;
import io.procpool.ProcessPoolBuilder;
import io.procpool.WorkerStartException;
import io.procpool.it.calls.Signal;
import io.procpool.task.TaskCallable;
import io.procpool.task.TaskContext;
import io.procpool.testkit.Probes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/** Faults of a worker that has no task, and whether a pool goes on. */
final class Life {

  private Life() {}

  /** As strong as it was, and right. */
  static Set<Long> assertGoesOn(Pool pool, Path folder) {
    Set<Long> pids = meetingOfAll(pool, folder, "going-on");
    assertThat(pids).hasSize(pool.processes());
    assertThat(pool.map(x -> x * x, range(0, 4))).containsExactly(0, 1, 4, 9);
    return pids;
  }

  /** Has a worker do something that ends it, when its task is over. */
  static void assertIsReplacedWhenIdle(Pool pool, Path folder, TaskCallable<?> action) {
    Signal taskIsOver = Signal.in(folder, "task-is-over");
    TaskCallable<?> leaving =
        Probes.leaveThread(
            () -> {
              taskIsOver.await();
              return action.call();
            });
    long pid = pool.apply(() -> pidBehind(leaving));

    taskIsOver.give();

    awaitDeath(pid);
    assertThat(assertGoesOn(pool, folder)).doesNotContain(pid);
  }

  /** Closes a pool whose worker does something when it is to end. */
  static void assertEndsWhile(ProcessPoolBuilder settings, TaskCallable<?> action) {
    long pid;
    try (ProcessPool pool = settings.processes(1).stopTimeout(Duration.ofMillis(300)).build()) {
      TaskCallable<?> leaving = Probes.leaveHook(action);
      pid = pool.apply(() -> pidBehind(leaving));
    }
    assertThat(ProcessHandle.of(pid)).isEmpty();
  }

  /** What a pool cannot be built for whose workers do something before their first task. */
  static WorkerStartException startFailure(ProcessPoolBuilder settings, TaskCallable<?> action) {
    WorkerStartException failure =
        catchThrowableOfType(
            WorkerStartException.class,
            () -> settings.processes(2).initializer(action::call).build().close());
    assertThat(failure).as("the pool cannot be built").isNotNull();
    return failure;
  }

  private static long pidBehind(TaskCallable<?> action) throws Exception {
    action.call();
    return TaskContext.current().pid();
  }
}
