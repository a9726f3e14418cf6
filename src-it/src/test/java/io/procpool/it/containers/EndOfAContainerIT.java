package io.procpool.it.containers;

import static io.procpool.it.containers.JreImage.CHORES;
import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.it.CommandLine.Run;
import io.procpool.it.Eventually;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Containers that are stopped or killed while all workers are in a busy loop. Procpool is their
 * first process, or the child of one that passes signals on. What it leaves in shared memory, which
 * is the machine's own here, is seen as any test's is.
 */
@ExtendWith(Docker.class)
@EnabledOnOs(
    value = OS.LINUX,
    disabledReason = "On other systems containers' processes are not the machine's own.")
class EndOfAContainerIT {

  private static final int EXIT_CODE_OF_SIGTERM = 128 + 15;
  private static final int EXIT_CODE_OF_SIGKILL = 128 + 9;

  /** What Docker waits by default before it kills: then the exit code would be another. */
  private static final int SECONDS_TO_STOP = 10;

  @ParameterizedTest(name = "under an init: {0}")
  @ValueSource(booleans = {false, true})
  void aStopEndsTheRunInOrderAndLeavesNothing(boolean hasInit) {
    try (ProcpoolContainer container = spinning(hasInit)) {
      List<ProcessHandle> workers = container.workers();
      assertThat(workers).hasSize(2);

      String id = container.getContainerId();
      container.getDockerClient().stopContainerCmd(id).withTimeout(SECONDS_TO_STOP).exec();

      Run run = container.await();
      assertThat(run.exitCode()).as("%s", run).isEqualTo(EXIT_CODE_OF_SIGTERM);
      assertThat(run.stdout()).as("what was done by then").isEqualTo("a\n");
      assertGone(workers);
      assertThat(container.filesLeft()).isEmpty();
    }
  }

  @ParameterizedTest(name = "under an init: {0}")
  @ValueSource(booleans = {false, true})
  void aKillLeavesNothing(boolean hasInit) {
    try (ProcpoolContainer container = spinning(hasInit)) {
      List<ProcessHandle> workers = container.workers();
      assertThat(workers).hasSize(2);

      container.getDockerClient().killContainerCmd(container.getContainerId()).exec();

      assertThat(container.await().exitCode()).isEqualTo(EXIT_CODE_OF_SIGKILL);
      assertGone(workers);
      assertThat(container.filesLeft()).isEmpty();
    }
  }

  private static ProcpoolContainer spinning(boolean hasInit) {
    ProcpoolContainer container =
        new ProcpoolContainer("--procs", "2", CHORES, "a", "spin", "spin")
            .under(host -> host.withInit(hasInit).withIpcMode("host"));
    container.start();
    container.awaitPrinted("spinning", 2);
    return container;
  }

  private static void assertGone(List<ProcessHandle> workers) {
    Eventually.eventually(
        "no worker is alive", () -> workers.stream().noneMatch(ProcessHandle::isAlive));
  }
}
