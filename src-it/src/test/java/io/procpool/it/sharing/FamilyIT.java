package io.procpool.it.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.it.CommandLine;
import io.procpool.it.CommandLine.Run;
import io.procpool.it.Eventually;
import io.procpool.it.wire.Program;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Child processes and the program that they belong to: its output, and its end. */
class FamilyIT {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  // S88
  @Test
  void aProgramThatEndsWaitsForItsChildrenAndEndsItsDaemons() {
    Run run = run("one-of-each");

    assertThat(run.exitCode()).as(run.stderr()).isZero();
    assertThat(run.stdout()).contains("main ends", "ordinary is done");
    assertThat(run.stdout()).doesNotContain("daemon is done");
    assertThat(run.stdout().indexOf("main ends")).isLessThan(run.stdout().indexOf("ordinary is"));
    assertThat(pids(run.stdout(), "pids ")).noneMatch(FamilyIT::runs);
  }

  // S88
  @Test
  void aProgramThatExitsWaitsForAChildThatHasHardlyBegun() {
    Run run = run("exit-with-child");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.stdout().lines()).containsExactly("main exits", "ordinary is done");
  }

  /** Through a shell and without one: a grandchild that is busy, and a child whose hook hangs. */
  @ParameterizedTest
  @ValueSource(strings = {"sh", "none"})
  void noneOutlivesAParentThatIsKilled(String shell) throws Exception {
    Process parent = start("long-lived", "-Dprocpool.shell=" + shell);
    List<ProcessHandle> family = awaitFamily(parent);

    parent.destroyForcibly();

    Eventually.eventually("all are gone", LIMIT, () -> family.stream().noneMatch(FamilyIT::runs));
  }

  @Test
  void aParentThatIsTerminatedEndsItsChildren() throws Exception {
    Process parent = start("long-lived");
    List<ProcessHandle> family = awaitFamily(parent);

    parent.toHandle().destroy();

    Eventually.eventually("all are gone", LIMIT, () -> family.stream().noneMatch(FamilyIT::runs));
    Eventually.eventually("the parent too", LIMIT, () -> !parent.isAlive());
    assertThat(parent.exitValue()).isEqualTo(143);
  }

  /** Of which the grandchildren's parent is one: its hook does not end. */
  @Test
  void aChildThatIsKilledTakesItsChildrenWithIt() throws Exception {
    Process parent = start("long-lived");
    List<ProcessHandle> family = awaitFamily(parent);
    ProcessHandle child = family.get(0);
    ProcessHandle grandchild = family.get(2);

    child.destroyForcibly();

    Eventually.eventually("it is gone", LIMIT, () -> !runs(grandchild));
    CommandLine.await(parent);
  }

  // S86
  @Test
  void whatAChildThrowsIsPrintedWithItsStack() {
    Run run = run("thrower");

    assertThat(run.exitCode()).isZero();
    assertThat(run.stdout()).isEmpty();
    assertThat(run.stderr())
        .contains("thrower")
        .contains("IllegalStateException: boom")
        .contains("at io.procpool.it.sharing.Deeds.fail(Deeds.java:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "none"})
  void whatChildrenPrintIsTheParentsOutputInOrder(String shell) {
    Run run = run("printer", "-Dprocpool.shell=" + shell);

    assertThat(run.stderr()).isEmpty();
    assertThat(run.stdout().lines())
        .containsExactly(
            "before bob", "hello bob", "before jerry", "hello jerry", "read -1", "after");
  }

  @Test
  void aClassThatStartsAChildWhenItIsLoadedIsNoBomb() {
    Run run = run("bomb");

    assertThat(run.stdout().lines()).containsExactly("exit code 1");
    assertThat(run.stderr()).contains("A static initializer starts a child process");
  }

  @Test
  void childrenOfChildrenEndAtADepthThatSaysSo() {
    Run run = run("matryoshka", "-Dprocpool.maxChildDepth=2");

    assertThat(run.stdout().lines())
        .containsExactly("depth 0", "depth 1", "depth 2", "code 1", "code 0");
    assertThat(run.stderr()).contains("-Dprocpool.maxChildDepth=3");
  }

  @Test
  void eachKnowsWhoItIsAndWhoseChild() {
    Run run = run("tree", "-Dstdout.encoding=UTF-8", "-Dfile.encoding=UTF-8");

    assertThat(run.stdout().lines())
        .containsExactly(
            "main MainProcess Optional.empty",
            "branch Zweig \u00e4 \u4e16 of MainProcess",
            "leaf Zweig \u00e4 \u4e16:1 of Zweig \u00e4 \u4e16");
  }

  private static Run run(String program, String... flags) {
    return CommandLine.await(start(program, flags));
  }

  private static Process start(String program, String... flags) {
    return CommandLine.start(
        Program.command(FamilyProgram.class, List.of(flags), program), Path.of("."), Map.of());
  }

  /** The two children and the one's child. */
  private static List<ProcessHandle> awaitFamily(Process parent) throws Exception {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8));
    String both = null;
    String grandchild = null;
    while (both == null || grandchild == null) {
      String line = lines.readLine();
      assertThat(line).as("the parent lives").isNotNull();
      both = line.startsWith("pids ") ? line : both;
      grandchild = line.startsWith("grandchild ") ? line : grandchild;
    }
    List<ProcessHandle> family = new ArrayList<>(pids(both, "pids "));
    family.addAll(pids(grandchild, "grandchild "));
    assertThat(family).hasSize(3).allMatch(FamilyIT::runs);
    return family;
  }

  private static List<ProcessHandle> pids(String output, String start) {
    List<ProcessHandle> found = new ArrayList<>();
    output
        .lines()
        .filter(line -> line.startsWith(start))
        .flatMap(line -> List.of(line.substring(start.length()).split(" ")).stream())
        .forEach(pid -> ProcessHandle.of(Long.parseLong(pid)).ifPresent(found::add));
    return found;
  }

  /** A zombie that nobody has waited for yet runs no more. */
  private static boolean runs(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }
}
