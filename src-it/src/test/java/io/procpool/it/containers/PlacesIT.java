package io.procpool.it.containers;

import static io.procpool.it.containers.Blame.assertFailsAlone;
import static io.procpool.it.containers.JreImage.CHORES;
import static io.procpool.it.containers.ProcpoolContainer.success;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs need nothing to write to, and no more than there is. */
@ExtendWith(Docker.class)
class PlacesIT {

  @ParameterizedTest
  @EnumSource
  void aRunSucceeds(Places places) {
    ProcpoolContainer container =
        new ProcpoolContainer("--procs", "4", CHORES, "a", "b", "c", "d", "e", "f").under(places);

    assertThat(container.run()).isEqualTo(success("a", "b", "c", "d", "e", "f"));
  }

  @ParameterizedTest
  @EnumSource
  void aRunOfANamelessUserSucceeds(Places places) {
    ProcpoolContainer container =
        new ProcpoolContainer("--procs", "2", CHORES, "user", "b", "c", "d")
            .asUser("12345:12345")
            .under(places);

    assertThat(container.run()).isEqualTo(success("user 12345", "b", "c", "d"));
  }

  /** Of a chunk of four tasks, that is: one that had ended, and two that had not begun. */
  @ParameterizedTest
  @EnumSource
  void ofTheTasksOfAWorkerThatDiesTheGuiltyOneFailsAlone(Places places) {
    ProcpoolContainer container =
        new ProcpoolContainer("--procs", "1", "--chunk", "4", CHORES, "a", "exit", "c", "d")
            .under(places);

    assertFailsAlone(container.run(), "task 1 (exit)", "exit code 3", "a", "c", "d");
  }

  /** A page of a file in memory that cannot be had kills who touches it. */
  @ParameterizedTest
  @EnumSource(names = "SHARED_MEMORY_.*", mode = EnumSource.Mode.MATCH_ALL)
  void aWorkerIsReplacedThoughSharedMemoryIsFullByThen(Places places) {
    ProcpoolContainer container =
        new ProcpoolContainer("--procs", "1", CHORES, "fill:/dev/shm", "exit", "c", "d")
            .under(places);

    assertFailsAlone(container.run(), "task 1 (exit)", "exit code 3", "filled", "c", "d");
  }
}
