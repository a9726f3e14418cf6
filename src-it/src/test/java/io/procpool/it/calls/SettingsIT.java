package io.procpool.it.calls;

import static io.procpool.it.calls.Probes.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.ProcessPool;
import io.procpool.ProcessPoolBuilder;
import io.procpool.task.TaskContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a pool is asked to be, seen from within its tasks. */
class SettingsIT {

  @TempDir private Path folder;

  // S73, as far as it can be asked for
  @Test
  void flagsOfTheWorkersAreSeenInTasksAndNotInThisJvm() {
    Properties before = (Properties) System.getProperties().clone();
    String value = "with space, \"quote\" and \\ backslash";

    try (ProcessPool pool =
        ProcessPool.builder().processes(1).jvmArgs("-Dit.key=" + value, "-Xmx77m").build()) {
      assertThat(pool.apply(() -> System.getProperty("it.key"))).isEqualTo(value);
      assertThat(pool.apply(() -> Runtime.getRuntime().maxMemory())).isLessThan(80L * 1024 * 1024);
      pool.apply(() -> System.setProperty("it.left-by-task", "there"));
      assertThat(pool.apply(() -> System.getProperty("it.left-by-task"))).isEqualTo("there");
    }

    assertThat(System.getProperties()).isEqualTo(before).doesNotContainKey("it.key");
  }

  @Test
  void eachWorkerHasStaticsAndASlotOfItsOwn() {
    try (ProcessPool pool = ProcessPool.create(3)) {
      Set<Long> pids = Probes.meetingOfAll(pool, folder, "all");
      pool.map(Probes::note, range(0, 30));

      assertThat(pool.processes()).isEqualTo(3);
      assertThat(pids).hasSize(3).doesNotContain(ProcessHandle.current().pid());
      assertThat(Probes.notes()).as("in this JVM").isEmpty();
      assertThat(pool.map(x -> TaskContext.current().slot(), range(0, 30)))
          .allMatch(slot -> slot >= 0 && slot < 3);
      assertThat(pool.map(x -> TaskContext.current().taskIndex(), range(5, 35)))
          .containsExactlyElementsOf(range(0, 30).stream().map(Long::valueOf).toList());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void noProcessesAndNoTasksAreRefused(int number) {
    List<ProcessPoolBuilder> builders =
        List.of(
            ProcessPool.builder().processes(number),
            ProcessPool.builder().maxTasksPerChild(number));

    for (ProcessPoolBuilder builder : builders) {
      assertThatThrownBy(builder::build)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(Integer.toString(number));
    }
  }

  @Test
  void aBuilderMakesAsManyPoolsAsItIsAskedFor() {
    ProcessPoolBuilder builder = ProcessPool.builder().processes(1);

    try (ProcessPool one = builder.build();
        ProcessPool other = builder.build()) {
      assertThat(one.apply(Probes::pid)).isNotEqualTo(other.apply(Probes::pid));
    }
  }
}
