package io.procpool.it.containers;

import static io.procpool.it.containers.JreImage.CHORES;
import static io.procpool.it.containers.ProcpoolContainer.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.it.CommandLine.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A share of the machine's processors. */
@ExtendWith(Docker.class)
class CpusIT {

  private static final long NANOS_PER_CPU = 1_000_000_000;

  @Test
  void ofOneCpuThereIsOneWorkerIfNoNumberIsAskedFor() {
    Run run =
        new ProcpoolContainer("-v", CHORES, "a", "b", "c")
            .under(host -> host.withNanoCPUs(NANOS_PER_CPU))
            .run();

    assertThat(run.exitCode()).as("%s", run).isZero();
    assertThat(run.stdout().lines()).containsExactly("a", "b", "c");
    assertThat(run.stderr()).containsPattern("\\b1 workers?\\b");
  }

  @Test
  void moreWorkersThanCpusRunAllTheSame() {
    ProcpoolContainer container =
        new ProcpoolContainer("--procs", "4", CHORES, "a", "b", "c", "d", "e", "f")
            .under(host -> host.withNanoCPUs(NANOS_PER_CPU / 2));

    assertThat(container.run()).isEqualTo(success("a", "b", "c", "d", "e", "f"));
  }
}
