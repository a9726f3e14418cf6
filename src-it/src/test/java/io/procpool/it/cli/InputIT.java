package io.procpool.it.cli;

import static io.procpool.it.cli.Cli.assertExit;
import static io.procpool.it.cli.Cli.assertFails;
import static io.procpool.it.cli.Cli.assertPrints;
import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.it.CommandLine;
import io.procpool.it.CommandLine.Run;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where the lines come from, and inputs that cannot be had: exit code 6. */
class InputIT {

  @TempDir private Path folder;

  @Test
  void linesCanComeFromAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("lines (größer).txt"), "a\nb\n");

    assertPrints(upper("not this", "--input", file.toString()), "A", "B");
    assertPrints(upper("not this", "-a", file.toString()), "A", "B");
  }

  @Test
  void aMissingFileIsNamed() {
    String missing = folder.resolve("missing.txt").toString();

    assertFails(upper("", "--input", missing), 6, missing, "cannot be read");
  }

  @Test
  void aFolderCannotBeRead() {
    assertFails(upper("", "--input", folder.toString()), 6, folder.toString());
  }

  /** A run over an endless input, or one that is still being written, must not wait for its end. */
  @Test
  @Timeout(30)
  void linesAreReadAsTheyAreAskedFor() throws IOException {
    Path jar = JobJar.of(Cli.METHODS).writeTo(folder.resolve("job.jar"));
    Process process =
        CommandLine.startProcpool(
            List.of("-j1", "--map", "com.acme.Methods::upper", jar.toString()),
            Path.of("."),
            Map.of());
    try {
      process.getOutputStream().write("one\n".getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
      assertThat(new BufferedReader(new InputStreamReader(process.getInputStream())).readLine())
          .isEqualTo("ONE");
    } finally {
      CommandLine.kill(process);
    }
  }

  @Test
  void inputsThatCannotBeMade() {
    String body =
        """
        @Override public Stream<String> inputs(List<String> arguments, Stream<String> lines)
            throws Exception {
          throw new java.io.IOException("no connection");
        }
        """;

    assertFails(runJob(body), 6, "java.io.IOException: no connection");
  }

  @Test
  void inputsThatEndInTheMiddleWithAnException() {
    String body =
        """
        @Override public Stream<String> inputs(List<String> arguments, Stream<String> lines) {
          return Stream.iterate(1, i -> i + 1).map(i -> {
            if (i == 4) { throw new IllegalStateException("line lost"); }
            return "" + i;
          });
        }
        """;

    Run run = runJob(body);

    assertExit(run, 6);
    assertThat(run.stdout()).isEqualTo("Bad 1\nBad 2\nBad 3\n");
    assertThat(run.stderr()).contains("java.lang.IllegalStateException: line lost");
    assertThat(run.stderr()).doesNotContain("\tat ", "interrupted");
  }

  /** A library that is missing in the jar, for one: that is the job's, and no bug of procpool. */
  @Test
  void inputsThatCannotBeMadeForAnError() {
    String body =
        """
        @Override public Stream<String> inputs(List<String> arguments, Stream<String> lines) {
          throw new NoClassDefFoundError("com/acme/Driver");
        }
        """;

    assertFails(runJob(body), 6, "java.lang.NoClassDefFoundError: com/acme/Driver");
  }

  @Test
  void inputsOfTheJobsOwnNeedNoStandardInput() {
    String body =
        """
        @Override public Stream<String> inputs(List<String> arguments, Stream<String> lines) {
          return arguments.stream();
        }
        """;
    Path jar = jobJar(body);

    assertPrints(CommandLine.procpool("-j1", jar.toString(), "a", "b"), "Bad a", "Bad b");
  }

  @Test
  void inputsMayBeMadeOfTheLines() {
    String body =
        """
        @Override public Stream<String> inputs(List<String> arguments, Stream<String> lines) {
          return lines.filter(line -> !line.isBlank()).map(String::strip);
        }
        """;
    Path jar = jobJar(body);

    assertPrints(
        CommandLine.procpool(List.of("-j1", jar.toString()), " a\n\n  \nb \n"), "Bad a", "Bad b");
  }

  @Test
  void anOutputThatCannotBeMade() {
    String body =
        """
        @Override public void output(Stream<String> results, PrintStream out) throws Exception {
          out.println(results.count());
          throw new java.io.IOException("disk full");
        }
        """;

    Run run = runJob(body);

    assertExit(run, 6);
    assertThat(run.stderr()).startsWith("procpool: ").contains("java.io.IOException: disk full");
    assertThat(run.stderr()).doesNotContain("\tat ", "interrupted");
  }

  @Test
  void anOutputMayBeOneThingOfAllResults() {
    String body =
        """
        @Override public void output(Stream<String> results, PrintStream out) {
          out.println(results.toList());
        }
        """;
    Path jar = jobJar(body);

    assertPrints(CommandLine.procpool(List.of("-j2", jar.toString()), "a\nb\n"), "[Bad a, Bad b]");
  }

  @Test
  void anOutputMayLeaveResultsUnread() {
    String body =
        """
        @Override public void output(Stream<String> results, PrintStream out) {
          out.println(results.findFirst().orElseThrow());
        }
        """;
    Path jar = jobJar(body);

    assertPrints(
        CommandLine.procpool(List.of("-j2", jar.toString()), Cli.numbers(100_000)), "Bad 0");
  }

  private Run upper(String stdin, String... options) {
    Path jar = JobJar.of(Cli.METHODS).writeTo(folder.resolve("job.jar"));
    List<String> args = new ArrayList<>(List.of(options));
    args.addAll(List.of("-j1", "--map", "com.acme.Methods::upper", jar.toString()));
    return CommandLine.procpool(args, stdin);
  }

  private Run runJob(String body) {
    return CommandLine.procpool(List.of("-j2", jobJar(body).toString()), "a\nb\n");
  }

  private Path jobJar(String body) {
    return JobJar.of(Jobs.withBody("Bad", body))
        .withManifestJob("com.acme.Bad")
        .writeTo(folder.resolve("job.jar"));
  }
}
