package io.procpool.it.calls;

import static io.procpool.it.calls.Probes.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.MapOptions;
import io.procpool.ProcessPool;
import io.procpool.ProcessPoolBuilder;
import io.procpool.WorkerStartException;
import io.procpool.task.TaskContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a pool is asked to be, seen from within its tasks. */
class SettingsIT {

  @TempDir private Path folder;

  // S73
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

  // S73
  @Test
  void variablesAndTheDirectoryOfTheWorkersAreSeenInTasksAndNotInThisJvm() throws IOException {
    Map<String, String> before = new HashMap<>(System.getenv());
    try (ProcessPool pool =
        ProcessPool.builder()
            .processes(1)
            .environment("IT_ONE", "with space, \"quote\", $HOME and =")
            .environment(Map.of("IT_TWO", "", "HOME", "/elsewhere"))
            .workingDirectory(folder)
            .build()) {
      assertThat(pool.apply(() -> System.getenv("IT_ONE")))
          .isEqualTo("with space, \"quote\", $HOME and =");
      assertThat(pool.apply(() -> System.getenv("IT_TWO"))).isEmpty();
      assertThat(pool.apply(() -> System.getenv("HOME"))).isEqualTo("/elsewhere");
      assertThat(pool.apply(() -> System.getenv("PATH"))).isEqualTo(System.getenv("PATH"));
      assertThat(pool.apply(() -> Path.of("").toAbsolutePath().toRealPath().toString()))
          .isEqualTo(folder.toRealPath().toString());
    }
    assertThat(System.getenv()).isEqualTo(before);
    assertThat(folder).as("nothing is left there").isEmptyDirectory();
  }

  @Test
  void eachWorkerHasItsOwnFlagsVariablesAndDirectoryAndItsReplacementTheSame() {
    String root = folder.toString();
    try (ProcessPool pool =
        ProcessPool.builder()
            .processes(2)
            .maxTasksPerChild(1)
            .jvmArgs("-Dit.port=800{slot}", "-Dit.worker={worker}")
            .environment("IT_SLOT", "slot {slot} of {worker}")
            .workingDirectory(folder.resolve("of-{slot}"))
            .build()) {
      List<String> seen =
          pool.map(
              x -> {
                TaskContext context = TaskContext.current();
                int slot = context.slot();
                assertThat(System.getProperty("it.port")).isEqualTo("800" + slot);
                assertThat(System.getProperty("it.worker")).isEqualTo(context.workerName());
                assertThat(System.getenv("IT_SLOT"))
                    .isEqualTo("slot " + slot + " of " + context.workerName());
                assertThat(Path.of("").toRealPath())
                    .isEqualTo(Path.of(root, "of-" + slot).toRealPath());
                return "slot " + slot;
              },
              range(0, 8),
              MapOptions.DEFAULT.withChunkSize(1));

      assertThat(seen).contains("slot 0", "slot 1").hasSize(8);
    }
    assertThat(folder.resolve("of-0")).isEmptyDirectory();
  }

  @Test
  void aDirectoryThatIsNotThereIsNamed() {
    ProcessPoolBuilder builder =
        ProcessPool.builder().processes(1).workingDirectory(folder.resolve("missing"));

    assertThatThrownBy(builder::build)
        .isInstanceOf(WorkerStartException.class)
        .hasMessageContaining("the working directory " + folder.resolve("missing"))
        .hasMessageContaining("is not there");
  }

  @Test
  void aVariableWithFlagsForTheHeapIsHeard() {
    try (ProcessPool pool =
        ProcessPool.builder().processes(1).environment("JAVA_TOOL_OPTIONS", "-Xmx77m").build()) {
      assertThat(pool.apply(() -> Runtime.getRuntime().maxMemory())).isLessThan(80L * 1024 * 1024);
    }
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
