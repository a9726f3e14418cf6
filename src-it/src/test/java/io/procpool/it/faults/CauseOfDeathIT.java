package io.procpool.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.procpool.ProcessPool;
import io.procpool.WorkerDeath;
import io.procpool.WorkerDeath.Kind;
import io.procpool.WorkerDiedException;
import io.procpool.it.CommandLine;
import io.procpool.it.CommandLine.Run;
import io.procpool.it.wire.Program;
import io.procpool.it.wire.Sink;
import io.procpool.task.TaskCallable;
import io.procpool.task.TaskContext;
import io.procpool.testkit.Probes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A worker's death says what it was: where exit was called, which signal, which report to read. */
class CauseOfDeathIT {

  private final Sink sink = new Sink();

  @TempDir private Path folder;

  @Test
  void aCallOfExitIsNamedWithTheLineThatMadeIt() {
    WorkerDiedException failure = failureOf(CauseOfDeathIT::libraryThatExits);

    assertThat(failure.death().kind()).isEqualTo(Kind.EXIT);
    assertThat(failure.getCause().toString()).contains("System.exit");
    assertThat(failure.getCause().getStackTrace())
        .anyMatch(
            frame ->
                frame.getMethodName().equals("libraryThatExits")
                    && frame.getFileName().equals("CauseOfDeathIT.java"));
  }

  /** Behind the second, shutdown hooks run; the third the JVM does not know. */
  @ParameterizedTest
  @CsvSource({"KILL, 137", "TERM, 143", "ALRM, 142"})
  void aSignalIsNamed(String signal, int exitCode) {
    WorkerDeath death = failureOf(Probes.die(signal)).death();

    assertThat(death.kind()).isEqualTo(Kind.SIGNAL);
    assertThat(death.signal()).isEqualTo("SIG" + signal);
    assertThat(death.exitCode()).isEqualTo(exitCode);
  }

  @Test
  void anExitWithTheCodeOfASignalIsNone() {
    WorkerDeath death = failureOf(Probes.exit(143)).death();

    assertThat(death.kind()).isEqualTo(Kind.EXIT);
    assertThat(death.signal()).isNull();
    assertThat(death.exitCode()).isEqualTo(143);
  }

  @Test
  void theDeadWorkerIsNamedAndQuoted() {
    try (ProcessPool pool = pool()) {
      long pid = pool.apply(() -> TaskContext.current().pid());
      String name = pool.apply(() -> TaskContext.current().workerName());

      WorkerDiedException failure =
          catchThrowableOfType(
              WorkerDiedException.class,
              () ->
                  pool.apply(
                      () -> {
                        System.err.println("one");
                        System.err.println("two");
                        return Probes.halt(9).call();
                      }));

      assertThat(failure.death())
          .isEqualTo(new WorkerDeath(name, 0, pid, Kind.HALT, 9, null, null, "one\ntwo"));
      assertThat(failure).hasMessageContaining("one\n  two");
    }
  }

  @Test
  void theReportOfACrashIsNamedWhereItWasAskedFor() throws IOException {
    Path report = folder.resolve("report of the crash.log");
    try (ProcessPool pool =
        ProcessPool.builder()
            .processes(1)
            .jvmArgs("-XX:ErrorFile=" + report, "-XX:-CreateCoredumpOnCrash")
            .output(sink.stream(), sink.stream())
            .build()) {
      WorkerDiedException failure =
          catchThrowableOfType(WorkerDiedException.class, () -> pool.apply(Probes.crash()));

      assertThat(failure.death().kind()).isEqualTo(Kind.NATIVE_CRASH);
      assertThat(failure.death().errorFile()).isEqualTo(report.toString());
      assertThat(failure).hasMessageContaining(report.toString());
      assertThat(Files.readString(report)).contains("SIGSEGV");
      assertThat(pool.apply(Probes.answer())).isEqualTo(Probes.ANSWER);
    }
  }

  /** In a JVM of its own: workers inherit its working folder, and that it may not dump its core. */
  @Test
  void theReportOfACrashIsNamedWhereAJvmLeavesItByItself() throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -c 0; exec \"$@\"", "sh"));
    command.addAll(Program.command(CrashingParent.class, List.of("-Djava.io.tmpdir=" + folder)));

    Run run = CommandLine.await(CommandLine.start(command, folder, Map.of()));

    assertThat(run.exitCode()).as(run.stderr()).isZero();
    List<String> death = run.stdout().lines().toList();
    assertThat(death).as(run.stderr()).hasSize(4);
    assertThat(death.get(0)).isEqualTo("134");
    assertThat(death.get(1)).isEqualTo("SIGABRT");
    assertThat(Path.of(death.get(2))).exists().hasParent(folder);
    assertThat(Path.of(death.get(2)).getFileName().toString()).startsWith("hs_err_pid");
    assertThat(death.get(3)).as("whether the message names it").isEqualTo("true");
  }

  private WorkerDiedException failureOf(TaskCallable<?> task) {
    try (ProcessPool pool = pool()) {
      WorkerDiedException failure =
          catchThrowableOfType(WorkerDiedException.class, () -> pool.apply(task));
      assertThat(pool.apply(Probes.answer())).isEqualTo(Probes.ANSWER);
      return failure;
    }
  }

  private ProcessPool pool() {
    return ProcessPool.builder().processes(1).output(sink.stream(), sink.stream()).build();
  }

  private static int libraryThatExits() {
    System.exit(3);
    return 3;
  }
}
