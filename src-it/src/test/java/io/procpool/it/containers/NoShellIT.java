package io.procpool.it.containers;

import static io.procpool.it.containers.Blame.assertFailsAlone;
import static io.procpool.it.containers.JreImage.CHORES;
import static io.procpool.it.containers.ProcpoolContainer.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.it.CommandLine.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An image without {@code /bin/sh}, which workers are started through where it is there. */
@ExtendWith(Docker.class)
class NoShellIT {

  @Test
  void aRunSucceeds() {
    Run run = procpool("--procs", "2", CHORES, "exists:/bin/sh", "b", "c").run();

    assertThat(run).isEqualTo(success("exists false", "b", "c"));
  }

  @Test
  void whatTasksPrintIsKeptApartFromResults() {
    Run run = procpool("--procs", "2", CHORES, "a", "print", "c").run();

    assertThat(run.exitCode()).as("%s", run).isZero();
    assertThat(run.stdout().lines()).containsExactly("a", "printed", "c");
    assertThat(run.stderr().lines())
        .containsExactlyInAnyOrder("to standard output", "to standard error");
  }

  @Test
  void ofTheTasksOfAWorkerThatDiesTheGuiltyOneFailsAlone() {
    Run run = procpool("--procs", "1", "--chunk", "4", CHORES, "a", "exit", "c", "d").run();

    assertFailsAlone(run, "task 1 (exit)", "exit code 3", "a", "c", "d");
  }

  /** As images are hardened that have no shell. */
  @Test
  void aNamelessUserWithoutAPlaceToWriteToNeedsNoneEither() {
    Run run =
        procpool("--procs", "2", CHORES, "exists:/bin/sh", "user", "c")
            .asUser("12345:12345")
            .under(Places.NOWHERE)
            .run();

    assertThat(run).isEqualTo(success("exists false", "user 12345", "c"));
  }

  private static ProcpoolContainer procpool(String... arguments) {
    return new ProcpoolContainer(JreImage.WITHOUT_SHELL, arguments);
  }
}
