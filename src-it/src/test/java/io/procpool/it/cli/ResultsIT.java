package io.procpool.it.cli;

import static io.procpool.it.cli.Cli.assertExit;
import static io.procpool.it.cli.Cli.assertPrints;
import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.it.CommandLine;
import io.procpool.it.CommandLine.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Standard output holds results and nothing else; standard error the rest. */
class ResultsIT {

  @TempDir private static Path folder;
  private static String jar;

  @BeforeAll
  static void writeJar() {
    jar = JobJar.of(Cli.METHODS).writeTo(folder.resolve("job.jar")).toString();
  }

  @Test
  void resultsComeInTheOrderOfTheInput() {
    Run run = map("upper", Cli.numbers(10_000), "-j3");

    assertExit(run, 0);
    assertThat(run.stdout()).isEqualTo(Cli.numbers(10_000));
    assertThat(run.stderr()).isEmpty();
  }

  @Test
  void unorderedResultsAreAllThere() {
    Run run = map("upper", Cli.numbers(10_000), "-j3", "--unordered");

    assertThat(run.stdout().lines().map(Integer::parseInt).sorted())
        .isEqualTo(IntStream.range(0, 10_000).boxed().toList());
    assertExit(run, 0);
  }

  @Test
  void anUnorderedResultDoesNotWaitForTheOneBeforeIt() {
    assertPrints(
        map("waiting", "3000\n0\n", "-j2", "--chunk", "1", "--unordered"),
        "waited 0",
        "waited 3000");
    assertPrints(map("waiting", "300\n0\n", "-j2", "--chunk", "1"), "waited 300", "waited 0");
  }

  @Test
  void whatTasksPrintGoesToStderr() {
    Run run = map("printing", "a\nb\n", "-j1");

    assertExit(run, 0);
    assertThat(run.stdout()).isEqualTo("result a\nresult b\n");
    assertThat(run.stderr().lines()).containsExactlyInAnyOrder("out a", "out b", "err a", "err b");
  }

  @Test
  void whatTasksPrintIsTaggedIfThatIsAskedFor() {
    Run run = map("printing", "a\n", "-j1", "--tag");

    assertExit(run, 0);
    assertThat(run.stdout()).isEqualTo("result a\n");
    assertThat(run.stderr().lines())
        .containsExactlyInAnyOrder("[procpool-1-worker-0] out a", "[procpool-1-worker-0] err a");
  }

  @Test
  void aMethodWithoutAResultPrintsNone() {
    Run run = map("nothing", "a\nb\n", "-j1");

    assertExit(run, 0);
    assertThat(run.stdout()).isEmpty();
    assertThat(run.stderr()).isEqualTo("printed a\nprinted b\n");
  }

  @Test
  void flagsForTheWorkersReachThem() {
    assertPrints(
        map("property", "x\ny\nz\n", "-j1", "-J-Dx=a=b c", "-J-Dy=", "-J", "-Dz=--procs"),
        "a=b c",
        "",
        "--procs");
  }

  @Test
  void theJavaOfTheWorkersCanBeChosen() {
    assertPrints(
        map("property", "java.home\n", "-j1", "--java", CommandLine.java().toString()),
        System.getProperty("java.home"));
  }

  @Test
  void asManyWorkersRunAsWereAskedFor() {
    Run run = map("worker", Cli.numbers(100), "-j3", "--chunk", "1");

    assertExit(run, 0);
    assertThat(run.stdout().lines().distinct()).allMatch(name -> name.matches(".*-worker-[012]"));
  }

  private static Run map(String method, String input, String... options) {
    List<String> args = new ArrayList<>(List.of(options));
    args.addAll(List.of("--map", "com.acme.Methods::" + method, jar));
    return CommandLine.procpool(args, input);
  }
}
