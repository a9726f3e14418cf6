package io.procpool.it.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.it.CommandLine.Run;
import java.util.List;

/** What is asserted of a run in which one task did what it should not. */
final class Blame {

  private Blame() {}

  /**
   * Asserts that this task failed, no other did, and all others gave their results.
   *
   * @param task as procpool names it, such as {@code task 1 (exit)}
   * @param reason a part of what is said of it
   */
  static void assertFailsAlone(Run run, String task, String reason, String... otherResults) {
    assertThat(failures(run))
        .as("failures in%n%s", run)
        .singleElement()
        .asString()
        .startsWith("procpool: " + task + " failed: ")
        .contains(reason);
    assertThat(run.stdout().lines()).containsExactly(otherResults);
    assertThat(run.exitCode()).isEqualTo(1);
  }

  /** The lines that say that a task failed. */
  static List<String> failures(Run run) {
    return run.stderr().lines().filter(line -> line.startsWith("procpool: task ")).toList();
  }
}
