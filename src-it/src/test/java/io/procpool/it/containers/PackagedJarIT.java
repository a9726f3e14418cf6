package io.procpool.it.containers;

import static io.procpool.it.containers.Blame.assertFailsAlone;
import static io.procpool.it.containers.JreImage.CHORES;
import static io.procpool.it.containers.JreImage.PRIMES;
import static io.procpool.it.containers.ProcpoolContainer.success;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The packaged jar needs a JRE, and nothing beside it. */
@ExtendWith(Docker.class)
class PackagedJarIT {

  @Test
  void anExampleRunsWhereThereIsAJreAlone() {
    ProcpoolContainer container = new ProcpoolContainer("--procs", "2", PRIMES, "100000");

    assertThat(container.run()).isEqualTo(success("9592"));
  }

  /** Else the other tests here would say nothing of a JRE. */
  @Test
  void theImageHoldsNoCompiler() {
    assertThat(new ProcpoolContainer(CHORES, "compiler").run())
        .isEqualTo(success("compiler false"));
  }

  @Test
  void itRunsAsTheFirstProcess() {
    ProcpoolContainer container = new ProcpoolContainer("--procs", "2", CHORES, "parent", "parent");

    assertThat(container.run()).isEqualTo(success("parent 1", "parent 1"));
  }

  @Test
  void asTheFirstProcessItReplacesAWorkerThatDied() {
    ProcpoolContainer container =
        new ProcpoolContainer("--procs", "1", CHORES, "a", "exit", "parent");

    assertFailsAlone(container.run(), "task 1 (exit)", "exit code 3", "a", "parent 1");
  }
}
