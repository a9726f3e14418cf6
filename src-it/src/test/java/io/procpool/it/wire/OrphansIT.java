package io.procpool.it.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.it.CommandLine;
import io.procpool.it.CommandLine.Run;
import io.procpool.it.Eventually;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Workers do not outlive their parent, however it ends and whatever they are doing. */
class OrphansIT {

  /** What is promised is 2 seconds; a machine under load may be late. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @TempDir private Path temporary;

  // S78
  @ParameterizedTest
  @CsvSource({
    "THROUGH_SHELL, NOTHING_BUT_TIME, -Dnothing",
    "DIRECT, NOTHING_BUT_TIME, -Dnothing",
    "THROUGH_SHELL, LONG_LOOP, -Dnothing",
    "DIRECT, LONG_LOOP, -Dnothing",
    "THROUGH_SHELL, COUNTED_INT_LOOPS, -Dnothing",
    "THROUGH_SHELL, COUNTED_INT_LOOPS, -XX:+UseSerialGC",
    "THROUGH_SHELL, COUNTED_INT_LOOPS, -XX:+UseParallelGC"
  })
  void workersOfAParentThatIsKilledEnd(
      Link link, ForgetfulParent.Work work, String flag, TestReporter reporter) throws Exception {
    Process parent = start(link, work, flag);
    List<ProcessHandle> workers = awaitBusyWorkers(parent);

    long killed = System.nanoTime();
    parent.destroyForcibly();

    Eventually.eventually("both are gone", () -> workers.stream().noneMatch(OrphansIT::runs));
    Duration taken = Duration.ofNanos(System.nanoTime() - killed);
    reporter.publishEntry("workers gone after", taken.toMillis() + " ms");
    assertThat(taken).isLessThan(LIMIT);
    assertThat(filesLeft()).isEmpty();
  }

  // S79
  @ParameterizedTest
  @EnumSource
  void workersOfAParentThatForgetsThemEnd(Link link) throws Exception {
    Process parent = start(link, ForgetfulParent.Work.COUNTED_INT_LOOPS, "-Dnothing");
    List<ProcessHandle> workers = awaitBusyWorkers(parent);

    long told = System.nanoTime();
    Run run = CommandLine.await(parent);

    assertThat(run.exitCode()).as(run.stderr()).isZero();
    assertThat(run.stderr()).contains("procpool-1 was not closed before this JVM ends");
    Eventually.eventually("both are gone", () -> workers.stream().noneMatch(OrphansIT::runs));
    assertThat(Duration.ofNanos(System.nanoTime() - told)).isLessThan(LIMIT);
    assertThat(filesLeft()).isEmpty();
  }

  /** They would not hear a request to end. */
  @Test
  void workersThatAreStoppedEndWithTheirParentToo() throws Exception {
    Process parent = start(Link.THROUGH_SHELL, ForgetfulParent.Work.NOTHING_BUT_TIME, "-Dnothing");
    List<ProcessHandle> workers = awaitBusyWorkers(parent);
    for (ProcessHandle worker : workers) {
      new ProcessBuilder("kill", "-STOP", Long.toString(worker.pid())).start().waitFor();
    }

    CommandLine.await(parent);

    Eventually.eventually("both are gone", () -> workers.stream().noneMatch(OrphansIT::runs));
    assertThat(filesLeft()).isEmpty();
  }

  private Process start(Link link, ForgetfulParent.Work work, String flag) {
    List<String> flags = List.of(link.asFlag(), "-Djava.io.tmpdir=" + temporary);
    return CommandLine.start(
        Program.command(ForgetfulParent.class, flags, work.name(), flag), Path.of("."), Map.of());
  }

  /** Both workers, once the one is known to be busy and the other, with nothing to do, idle. */
  private static List<ProcessHandle> awaitBusyWorkers(Process parent) throws IOException {
    List<ProcessHandle> workers = new ArrayList<>();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8));
    boolean isBusy = false;
    while (workers.isEmpty() || !isBusy) {
      String line = lines.readLine();
      assertThat(line).as("the parent lives").isNotNull();
      isBusy |= line.startsWith("busy ");
      if (line.startsWith("workers ")) {
        for (String pid : line.split(" ", 2)[1].split(" ")) {
          ProcessHandle.of(Long.parseLong(pid)).ifPresent(workers::add);
        }
      }
    }
    assertThat(workers).hasSize(2);
    return workers;
  }

  /** A zombie that nobody has waited for yet runs no more. */
  private static boolean runs(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }

  private List<Path> filesLeft() throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.toList();
    }
  }
}
