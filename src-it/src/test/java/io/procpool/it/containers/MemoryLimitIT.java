package io.procpool.it.containers;

import static io.procpool.it.containers.Blame.assertFailsAlone;
import static io.procpool.it.containers.Blame.failures;
import static io.procpool.it.containers.JreImage.CHORES;
import static io.procpool.it.containers.ProcpoolContainer.success;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.HostConfig;
import io.procpool.it.CommandLine.Run;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Memory that the container's limit does not grant: the kernel kills who has most of it. */
@ExtendWith(Docker.class)
class MemoryLimitIT {

  private static final long MIB = 1 << 20;

  private static final Consumer<HostConfig> MEMORY =
      host -> host.withMemory(300 * MIB).withMemorySwap(300 * MIB);

  private static final String KILL_ALL_BUT_THE_FIRST_PROCESS = "kill -9 -1";
  private static final String KERNEL = "the kernel's out-of-memory killer";

  @Test
  void aRunThatNeedsLittleSucceeds() {
    ProcpoolContainer container =
        new ProcpoolContainer("--procs", "2", CHORES, "a", "b", "c", "d").under(MEMORY);

    assertThat(container.run()).isEqualTo(success("a", "b", "c", "d"));
  }

  /** The worker's JVM itself would grant it, and so never fails with its own kind of error. */
  @ParameterizedTest
  @CsvSource({"hog-heap, -Xmx8g", "hog-native, -XX:MaxDirectMemorySize=8g"})
  void theTaskThatTakesItFailsAndSaysWhoEndedIt(String hog, String flag) {
    ProcpoolContainer container =
        new ProcpoolContainer("--procs", "2", "-J" + flag, CHORES, "a", "b", hog, "d", "e", "f")
            .under(MEMORY);

    assertFailsAlone(container.run(), "task 2 (" + hog + ")", KERNEL, "a", "b", "d", "e", "f");
  }

  /**
   * All workers at once: the next may end before the pool has looked at the first, and each may
   * have less than the pool itself, which is not to be the one that is killed.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void ofTasksThatTakeItAtOnceEachSaysWhoEndedIt(int count) {
    List<String> arguments = new ArrayList<>(List.of("--procs", "" + count, "-J-Xmx8g", CHORES));
    arguments.addAll(Collections.nCopies(count, "hog-heap"));
    arguments.add("c");

    Run run = new ProcpoolContainer(arguments.toArray(new String[0])).under(MEMORY).run();

    assertThat(run.exitCode()).as("%s", run).isEqualTo(1);
    assertThat(failures(run)).allSatisfy(one -> assertThat(one).contains(KERNEL));
    // the kernel may take the small one too, before it has taken all from those it killed
    assertThat(failures(run).size() + run.stdout().lines().count()).isEqualTo(count + 1);
    assertThat(failures(run).size()).isGreaterThanOrEqualTo(count);
  }

  /** The kernel also counts what it killed elsewhere on the machine. */
  @Test
  void aWorkerThatSomebodyKilledIsNotBlamedOnMemoryThatAnotherContainerLacked() throws Exception {
    try (ProcpoolContainer container =
        new ProcpoolContainer("--procs", "1", CHORES, "spin", "b").under(MEMORY)) {
      container.start();
      container.awaitPrinted("spinning", 1);
      Run elsewhere = new ProcpoolContainer("-J-Xmx8g", CHORES, "hog-heap").under(MEMORY).run();
      assertThat(failures(elsewhere)).hasSize(1);

      container.execInContainer("sh", "-c", KILL_ALL_BUT_THE_FIRST_PROCESS);

      Run run = container.await();
      assertFailsAlone(run, "task 0 (spin)", "SIGKILL", "b");
      assertThat(failures(run).get(0)).doesNotContain(KERNEL);
    }
  }
}
