package io.procpool.it.containers;

import static io.procpool.it.containers.Blame.assertFailsAlone;
import static io.procpool.it.containers.JreImage.CHORES;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Volume;
import com.github.dockerjava.api.model.VolumesFrom;
import io.procpool.it.CommandLine.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Containers that share their folders for temporary files, as those of one pod may: the pools in
 * them all have the same process id, and are not to take each other's files for their own.
 */
@ExtendWith(Docker.class)
class SharedFoldersIT {

  @Test
  void runsThatCannotSeeEachOtherLeaveEachOtherAlone() {
    try (ProcpoolContainer first =
        new ProcpoolContainer(
                "--procs", "1", "--chunk", "4", CHORES, "a", "await:/tmp/go", "exit", "d")
            .under(host -> host.withIpcMode("shareable"))
            .withCreateContainerCmdModifier(create -> create.withVolumes(new Volume("/tmp")))) {
      first.start();
      first.awaitPrinted("awaiting", 1);

      assertSucceeds(beside(first, CHORES, "x", "y", "z").run(), "x\ny\nz\n");
      assertSucceeds(beside(first, CHORES, "touch:/tmp/go").run(), "touched /tmp/go\n");

      assertFailsAlone(first.await(), "task 2 (exit)", "exit code 3", "a", "awaited", "d");
    }
  }

  private static ProcpoolContainer beside(ProcpoolContainer first, String... arguments) {
    String id = first.getContainerId();
    return new ProcpoolContainer(arguments)
        .under(host -> host.withIpcMode("container:" + id).withVolumesFrom(new VolumesFrom(id)));
  }

  /** A JVM that is not a worker may say on standard output that its own files cannot be shared. */
  private static void assertSucceeds(Run run, String results) {
    assertThat(run.exitCode()).as("%s", run).isZero();
    assertThat(run.stdout()).endsWith(results);
    assertThat(run.stderr()).isEmpty();
  }
}
