package io.procpool.it.cli;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.procpool.it.Artifacts;
import io.procpool.it.CommandLine;
import io.procpool.it.CommandLine.Run;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C, once and twice, and SIGTERM: what ran may end, what was done is told. */
class InterruptionIT {

  private static final int SIGINT = 2;
  private static final int SIGTERM = 15;
  private static final int MANY = 50;

  @TempDir private static Path folder;
  private static String jar;

  private Process process;
  private BufferedReader stderr;

  @BeforeAll
  static void writeJar() {
    jar = JobJar.of(Cli.METHODS).writeTo(folder.resolve("job.jar")).toString();
  }

  @Test
  void whatRunsMayEndAndItsResultsArePrinted() throws IOException {
    start(SIGINT, "1h", nCopies(MANY, "ends"));
    send("-INT", process.pid());
    assertThat(stderr.readLine()).isEqualTo(announced("3600"));

    Files.createFile(folder.resolve("ends"));

    assertEnds(128 + SIGINT, 1, MANY - 1);
  }

  @Test
  void whatDoesNotEndWithinTheGraceIsKilled() throws IOException {
    start(SIGINT, "300ms", List.of("never"));
    send("-INT", process.pid());

    assertThat(stderr.readLine()).isEqualTo(announced("0.3"));
    assertEnds(128 + SIGINT, 0, 0);
  }

  @Test
  void aSecondTimeEndsTheRunAtOnce() throws IOException {
    start(SIGINT, "1h", List.of("never"));
    send("-INT", process.pid());
    assertThat(stderr.readLine()).isEqualTo(announced("3600"));

    send("-INT", process.pid());

    assertEnds(128 + SIGINT, 0, 0);
  }

  // S82: as a terminal does, to the whole group, by its own session: parent and workers
  @Test
  void workersLeaveItToTheirParent() throws IOException {
    start(SIGINT, "1h", nCopies(MANY, "of the group"));
    send("-INT", -process.pid());
    assertThat(stderr.readLine()).isEqualTo(announced("3600"));

    Files.createFile(folder.resolve("of the group"));

    assertEnds(128 + SIGINT, 1, MANY - 1);
  }

  @Test
  void aTerminatedRunEndsInTheSameWay() throws IOException {
    start(SIGTERM, "300ms", List.of("never"));
    send("-TERM", process.pid());

    assertThat(stderr.readLine()).isEqualTo(announced("0.3"));
    assertEnds(128 + SIGTERM, 0, 0);
  }

  /** One worker, tasks that each wait for a file; returns when the first of them runs. */
  private void start(int signal, String grace, List<String> files) throws IOException {
    assumeFalse(isIgnored(signal), "Not run: this JVM ignores the signal, and so its children do.");
    List<String> command = new ArrayList<>(List.of("setsid", CommandLine.java().toString()));
    command.addAll(List.of("-jar", Artifacts.procpoolJar().toString(), "-j1", "--chunk", "1"));
    command.addAll(List.of("--grace", grace, "--map", "com.acme.Methods::until", jar));
    process = CommandLine.start(command, Path.of("."), Map.of());
    stderr =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
    for (String file : files) {
      String line = folder.resolve(file) + "\n";
      process.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
    }
    process.getOutputStream().flush();
    assertThat(stderr.readLine()).isEqualTo("started " + files.get(0));
  }

  /** What ran at the signal has ended, and perhaps what began at the same moment; no more. */
  private void assertEnds(int exitCode, int fewest, int most) {
    List<String> lines = stderr.lines().filter(line -> !line.startsWith("started ")).toList();
    Run run = CommandLine.await(process);
    long done = run.stdout().lines().count();
    assertThat(lines).containsExactly("procpool: interrupted: " + done + " tasks done, 0 failed.");
    assertThat(done).isBetween((long) fewest, (long) most);
    assertThat(run.exitCode()).isEqualTo(exitCode);
  }

  private static String announced(String seconds) {
    return "procpool: interrupted: what runs may end within "
        + seconds
        + " s; a second time ends it now.";
  }

  private static void send(String signal, long pid) {
    List<String> kill = List.of("kill", signal, "--", Long.toString(pid));
    Run run = CommandLine.run(kill, "", Path.of("."));
    assertThat(run.exitCode()).as(run.stderr()).isZero();
  }

  /** What a process ignores, the processes that it starts ignore too. */
  private static boolean isIgnored(int signal) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("SigIgn:")) {
        return new BigInteger(line.substring("SigIgn:".length()).strip(), 16).testBit(signal - 1);
      }
    }
    return false;
  }
}
