package io.procpool.it.cli;

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
    start(SIGINT, "1h", "ends", "never");
    send("-INT", process.pid());
    assertThat(stderr.readLine()).isEqualTo(announced("3600"));

    Files.createFile(folder.resolve("ends"));

    assertEnds(128 + SIGINT, "procpool: interrupted: 1 tasks done, 0 failed.");
  }

  @Test
  void whatDoesNotEndWithinTheGraceIsKilled() throws IOException {
    start(SIGINT, "300ms", "never");
    send("-INT", process.pid());

    assertThat(stderr.readLine()).isEqualTo(announced("0.3"));
    assertEnds(128 + SIGINT, "procpool: interrupted: 0 tasks done, 0 failed.");
  }

  @Test
  void aSecondTimeEndsTheRunAtOnce() throws IOException {
    start(SIGINT, "1h", "never");
    send("-INT", process.pid());
    assertThat(stderr.readLine()).isEqualTo(announced("3600"));

    send("-INT", process.pid());

    assertEnds(128 + SIGINT, "procpool: interrupted: 0 tasks done, 0 failed.");
  }

  /** As a terminal does, to the whole group, by its own session: parent and workers. S82 */
  @Test
  void workersLeaveItToTheirParent() throws IOException {
    start(SIGINT, "1h", "of the group", "never");
    send("-INT", -process.pid());
    assertThat(stderr.readLine()).isEqualTo(announced("3600"));

    Files.createFile(folder.resolve("of the group"));

    assertEnds(128 + SIGINT, "procpool: interrupted: 1 tasks done, 0 failed.");
  }

  @Test
  void aTerminatedRunEndsInTheSameWay() throws IOException {
    start(SIGTERM, "300ms", "never");
    send("-TERM", process.pid());

    assertThat(stderr.readLine()).isEqualTo(announced("0.3"));
    assertEnds(128 + SIGTERM, "procpool: interrupted: 0 tasks done, 0 failed.");
  }

  /** One worker, tasks that each wait for a file; returns when the first of them runs. */
  private void start(int signal, String grace, String... files) throws IOException {
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
    assertThat(stderr.readLine()).isEqualTo("started " + files[0]);
  }

  private void assertEnds(int exitCode, String lastLine) {
    List<String> lines = stderr.lines().toList();
    Run run = CommandLine.await(process);
    assertThat(lines).containsExactly(lastLine);
    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.stdout().lines().count()).isEqualTo(lastLine.contains(" 1 tasks") ? 1 : 0);
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
