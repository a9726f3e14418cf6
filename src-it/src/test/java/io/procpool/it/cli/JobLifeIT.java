package io.procpool.it.cli;

import static io.procpool.it.cli.Cli.assertExit;
import static io.procpool.it.cli.Cli.assertPrints;
import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.it.CommandLine;
import io.procpool.it.CommandLine.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a job is told, when and how often: arguments, init, close. */
class JobLifeIT {

  /** Prints its arguments, each in brackets. */
  private static final String ARGUMENTS =
      """
      private String arguments = "";

      @Override public void init(List<String> arguments) {
        for (String argument : arguments) { this.arguments += "[" + argument + "]"; }
      }

      @Override public String apply(String line) { return arguments; }
      """;

  /** Tells of itself on standard error, with the worker and its process. */
  private static final String TELLING =
      """
      private void tell(String what) {
        System.err.println(what + " in " + ProcessHandle.current().pid());
      }

      @Override public void init(List<String> arguments) { tell("init"); }

      @Override public String apply(String line) throws Exception {
        tell("apply");
        return line;
      }

      @Override public void close() { tell("close"); }
      """;

  @TempDir private Path folder;

  @Test
  void whatFollowsTheJarIsTheJobs() {
    assertPrints(
        runJob(ARGUMENTS, "--procs", "-v", "--", "--help", "-J-Xmx1k", "", "a b", "--map=x", "-"),
        "[--procs][-v][--][--help][-J-Xmx1k][][a b][--map=x][-]");
  }

  /** To picocli an argument that begins so is a file of arguments, unless it is told otherwise. */
  @Test
  void anArgumentThatNamesAFileWithAnAtSignIsTheJobsToo() throws IOException {
    Path file = Files.writeString(folder.resolve("arguments"), "--procs 3");

    assertPrints(runJob(ARGUMENTS, "@" + file, "@@x"), "[@" + file + "][@@x]");
  }

  @Test
  void withoutArgumentsTheJobGetsNone() {
    assertPrints(runJob(ARGUMENTS), "");
  }

  @Test
  void initAndCloseAreCalledOncePerWorker() {
    List<String> told = told(TELLING);

    List<String> workers = whoTold(told, "apply").stream().distinct().toList();
    assertThat(whoTold(told, "apply")).hasSize(40);
    assertThat(whoTold(told, "init")).containsExactlyInAnyOrderElementsOf(workers);
    assertThat(whoTold(told, "close")).containsExactlyInAnyOrderElementsOf(workers);
    for (String worker : workers) {
      List<String> its = told.stream().filter(line -> line.endsWith(" in " + worker)).toList();
      assertThat(its.get(0)).startsWith("init");
      assertThat(its.get(its.size() - 1)).startsWith("close");
    }
  }

  @Test
  void anInitThatThrowsIsCalledOncePerWorkerAndFailsEachTask() {
    assertInitFailure("new java.io.IOException(\"no model\")", "java.io.IOException: no model");
  }

  /** As {@code System.loadLibrary} does, what {@code init} is for. */
  @Test
  void anInitThatThrowsAnErrorIsCalledOncePerWorkerAndFailsEachTask() {
    assertInitFailure(
        "new UnsatisfiedLinkError(\"no model\")", "java.lang.UnsatisfiedLinkError: no model");
  }

  @Test
  void aCloseThatThrowsIsReportedAndFailsNothing() {
    String body =
        "@Override public void close() throws Exception {"
            + " throw new java.io.IOException(\"not closed\"); }";

    Run run = runJob(body);

    assertExit(run, 0);
    assertThat(run.stdout()).isEqualTo("Told line\n");
    assertThat(run.stderr()).contains("java.io.IOException: not closed");
  }

  /** The types of inputs and results are the job's own: they cross as they are. */
  @Test
  void inputsAndResultsMayBeObjects() {
    String source =
        """
        package com.acme;

        import io.procpool.task.Job;
        import java.util.List;
        import java.util.stream.Stream;

        public class Sums implements Job<Sums.Pair, Sums.Sum> {
          public record Pair(int a, int b) {}

          public record Sum(Pair of, long sum) {}

          @Override public Stream<Pair> inputs(List<String> arguments, Stream<String> lines) {
            return lines.map(Integer::valueOf).map(i -> new Pair(i, i + 1));
          }

          @Override public Sum apply(Pair pair) { return new Sum(pair, pair.a() + pair.b()); }

          @Override public String format(Sum sum) { return sum.of().a() + "+" + sum.of().b() + "=" + sum.sum(); }
        }
        """;
    Path jar = JobJar.of(source).withManifestJob("com.acme.Sums").writeTo(folder.resolve("s.jar"));

    assertPrints(CommandLine.procpool(List.of("-j2", jar.toString()), "1\n2\n"), "1+2=3", "2+3=5");
  }

  @Test
  void aJobOfNumbersGetsItsLinesAsNumbers() {
    String source =
        """
        package com.acme;

        public class Doubling implements io.procpool.task.Job<Integer, Integer> {
          @Override public Integer apply(Integer number) { return 2 * number; }
        }
        """;
    Path jar =
        JobJar.of(source).withManifestJob("com.acme.Doubling").writeTo(folder.resolve("d.jar"));

    assertPrints(CommandLine.procpool(List.of("-j1", jar.toString()), "1\n2\n"), "2", "4");
  }

  private void assertInitFailure(String thrown, String reason) {
    String body =
        """
        @Override public void init(List<String> arguments) throws Exception {
          System.err.println("init");
          throw %s;
        }

        @Override public String apply(String line) {
          System.err.println("apply");
          return line;
        }

        @Override public void close() { System.err.println("close"); }
        """
            .formatted(thrown);
    Path jar = jobJar(body);

    Run run = CommandLine.procpool(List.of("-j1", jar.toString()), "a\nb\nc\n");

    assertExit(run, 1);
    assertThat(run.stdout()).isEmpty();
    assertThat(run.stderr().lines())
        .containsExactlyInAnyOrder(
            "init",
            "procpool: task 0 (a) failed: " + reason,
            "procpool: task 1 (b) failed: " + reason,
            "procpool: task 2 (c) failed: " + reason,
            "procpool: 3 of 3 tasks failed.");
  }

  private List<String> told(String body) {
    Path jar = jobJar(body);
    Run run = CommandLine.procpool(List.of("-j2", "--chunk", "1", jar.toString()), Cli.numbers(40));
    assertExit(run, 0);
    assertThat(run.stdout()).isEqualTo(Cli.numbers(40));
    return run.stderr().lines().toList();
  }

  private static List<String> whoTold(List<String> told, String what) {
    return told.stream()
        .filter(line -> line.startsWith(what + " in "))
        .map(line -> line.split(" in ")[1])
        .toList();
  }

  private Run runJob(String body, String... arguments) {
    List<String> args = new ArrayList<>(List.of("-j1", jobJar(body).toString()));
    args.addAll(List.of(arguments));
    return CommandLine.procpool(args, "line\n");
  }

  private Path jobJar(String body) {
    return JobJar.of(Jobs.withBody("Told", body))
        .withManifestJob("com.acme.Told")
        .writeTo(folder.resolve("job.jar"));
  }
}
