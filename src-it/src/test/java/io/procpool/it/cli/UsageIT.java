package io.procpool.it.cli;

import static io.procpool.it.cli.Cli.assertExit;
import static io.procpool.it.cli.Cli.assertFails;
import static io.procpool.it.cli.Cli.assertPrints;
import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.it.CommandLine;
import io.procpool.it.CommandLine.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options: what they take, and what is said of those that make no sense. Exit code 2. */
class UsageIT {

  private static final int CORES = Runtime.getRuntime().availableProcessors();

  @TempDir private static Path folder;
  private static String jar;

  @BeforeAll
  static void writeJar() {
    jar = JobJar.of(Cli.METHODS).writeTo(folder.resolve("job.jar")).toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h"})
  void helpIsPrintedToStdout(String option) {
    Run run = CommandLine.procpool(option);

    assertExit(run, 0);
    assertThat(run.stderr()).isEmpty();
    assertThat(run.stdout())
        .contains("[options] job.jar [job arguments]")
        .contains("--procs", "--map", "--job", "--input", "--unordered", "--chunk", "--java")
        .contains("-J", "--tag", "--verbose", "--version", "Exit codes");
  }

  @Test
  void theVersionIsPrintedToStdout() {
    Run run = CommandLine.procpool("--version");

    assertExit(run, 0);
    assertThat(run.stderr()).isEmpty();
    assertThat(run.stdout())
        .matches(
            "procpool \\S+ on Java " + Pattern.quote(System.getProperty("java.version")) + "\n");
  }

  @Test
  void withoutAJarTheUsageIsWrong() {
    assertFails(CommandLine.procpool(), 2, "job.jar", "--help");
    assertFails(CommandLine.procpool("--procs", "2"), 2, "job.jar", "--help");
  }

  @Test
  void anUnknownOptionIsNamed() {
    assertFails(CommandLine.procpool("--nope", jar), 2, "--nope");
  }

  @Test
  void anOptionWithoutItsValueIsNamed() {
    assertFails(CommandLine.procpool("--procs"), 2, "--procs");
  }

  @Test
  void anOptionGivenTwiceIsNamed() {
    assertFails(CommandLine.procpool("--procs", "1", "--procs", "2", jar), 2, "--procs");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "x", "", "-", "+", "1.5", "8%%", "2CC", "50 %", "1e3", "-50%", "+1.5C", "C"})
  void aBadNumberOfProcessesIsShown(String procs) {
    Run run = CommandLine.procpool("--procs=" + procs, "--map", "com.acme.Methods::upper", jar);

    assertFails(run, 2, "--procs", procs);
  }

  @Test
  void theNumberOfProcessesHasSeveralForms() {
    assertThat(workersFor("3")).isEqualTo(3);
    assertThat(workersFor("50%")).isEqualTo(Math.max(1, CORES / 2));
    assertThat(workersFor("1.5C")).isEqualTo((int) (CORES * 1.5));
    assertThat(workersFor("+2")).isEqualTo(CORES + 2);
    assertThat(workersFor("-1")).isEqualTo(Math.max(1, CORES - 1));
    assertThat(workersFor("-1000000")).isEqualTo(1);
  }

  @Test
  void theNumberOfProcessesHasAShortOption() {
    assertThat(workersIn(verbose("-j3"))).isEqualTo(3);
    assertThat(workersIn(verbose("-j", "+1"))).isEqualTo(CORES + 1);
    assertThat(workersIn(verbose())).isEqualTo(CORES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "x", "1.5", "", "99999999999"})
  void aBadChunkSizeIsShown(String chunk) {
    Run run = CommandLine.procpool("--chunk=" + chunk, "--map", "com.acme.Methods::upper", jar);

    assertFails(run, 2, "--chunk", "'" + chunk + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "1", "3", "1000"})
  void theChunkSizeDoesNotChangeResults(String chunk) {
    Run run =
        CommandLine.procpool(
            List.of("-j2", "--chunk", chunk, "--map", "com.acme.Methods::upper", jar),
            "a\nb\nc\nd\ne\n");

    assertPrints(run, "A", "B", "C", "D", "E");
  }

  @ParameterizedTest
  @CsvSource({"upper", "::upper", "com.acme.Methods::", "com.acme.Methods::upper::x", "a.b", "''"})
  void aMethodThatIsNotWrittenAsOneIsShown(String method) {
    Run run = CommandLine.procpool("--map", method, jar);

    assertFails(run, 2, "Class::method", "'" + method + "'");
  }

  private static int workersFor(String procs) {
    return workersIn(verbose("--procs", procs));
  }

  /** Says how many workers it takes; there is nothing for them to do. */
  private static Run verbose(String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("-v", "--map", "com.acme.Methods::upper", jar));
    return CommandLine.procpool(all, "");
  }

  private static int workersIn(Run run) {
    assertExit(run, 0);
    return Integer.parseInt(run.stderr().replaceFirst("(?s).* (\\d+) workers, each with .*", "$1"));
  }
}
