package io.procpool.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.ProcessPool;
import io.procpool.ProcessPoolBuilder;
import io.procpool.WorkerDeath;
import io.procpool.WorkerDeath.Kind;
import io.procpool.WorkerDiedException;
import io.procpool.WorkerStartException;
import io.procpool.it.wire.Sink;
import io.procpool.task.TaskCallable;
import io.procpool.testkit.Probes;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that ends at once, without a last word, costs one task, and its end is named. */
class SuddenDeathIT {

  @TempDir private static Path reports;

  private static ProcessPool pool;

  @TempDir private Path folder;

  enum Death {
    HALT(Probes.halt(7), Kind.HALT, 7, null, "exit code 7"),
    KILL(Probes.die("KILL"), Kind.SIGNAL, 137, "SIGKILL", "SIGKILL"),
    OUT_OF_HEAP(Probes.fillHeap(), Kind.OUT_OF_HEAP, 3, null, "heap was full"),
    /** Without a core file to write, a JVM ends so. */
    CRASH(Probes.crash(), Kind.NATIVE_CRASH, 1, null, "crash in native code");

    final TaskCallable<?> action;
    final Kind kind;
    final int exitCode;
    final String signal;
    final String text;

    Death(TaskCallable<?> action, Kind kind, int exitCode, String signal, String text) {
      this.action = action;
      this.kind = kind;
      this.exitCode = exitCode;
      this.signal = signal;
      this.text = text;
    }
  }

  @BeforeAll
  static void open() {
    pool = builder(reports).processes(2).build();
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  @ParameterizedTest
  @EnumSource
  void whileDecoding(Death death) {
    assertOnlyTheGuiltyTaskFails(pool, folder, Moment.DECODING, death);
  }

  @ParameterizedTest
  @EnumSource
  void whileRunning(Death death) {
    assertOnlyTheGuiltyTaskFails(pool, folder, Moment.RUNNING, death);
  }

  @ParameterizedTest
  @EnumSource
  void whileEncoding(Death death) {
    assertOnlyTheGuiltyTaskFails(pool, folder, Moment.ENCODING, death);
  }

  @ParameterizedTest
  @EnumSource
  void whileIdle(Death death) {
    Life.assertIsReplacedWhenIdle(pool, folder, death.action);
  }

  @ParameterizedTest
  @EnumSource
  void whileStarting(Death death) {
    WorkerStartException failure = Life.startFailure(builder(reports), death.action);

    assertThat(failure).hasMessageContaining(death.text);
  }

  @ParameterizedTest
  @EnumSource
  void whileStopping(Death death) {
    Life.assertEndsWhile(builder(reports), death.action);
  }

  // S34: zero is no success
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 255})
  void byHaltWithAnyCode(int code) {
    Object outcome = Moment.RUNNING.outcome(pool, Probes.halt(code));

    WorkerDeath death = Outcomes.failure(WorkerDiedException.class, outcome).death();
    assertThat(death.kind()).isEqualTo(Kind.HALT);
    assertThat(death.exitCode()).isEqualTo(code);
    Life.assertGoesOn(pool, folder);
  }

  static void assertOnlyTheGuiltyTaskFails(
      ProcessPool pool, Path folder, Moment moment, Death expected) {
    Object outcome = moment.outcome(pool, expected.action);

    WorkerDiedException failure = Outcomes.failure(WorkerDiedException.class, outcome);
    WorkerDeath death = failure.death();
    assertThat(failure.index()).isEqualTo(1);
    assertThat(death.kind()).isEqualTo(expected.kind);
    assertThat(death.exitCode()).isEqualTo(expected.exitCode);
    assertThat(death.signal()).isEqualTo(expected.signal);
    assertThat(failure)
        .hasMessageContaining(expected.text)
        .hasMessageContaining("pid " + death.pid())
        .hasMessageContaining(death.worker());
    assertThat(failure.getCause()).as("a place, which only an exit has").isNull();
    assertThat(Life.assertGoesOn(pool, folder)).doesNotContain(death.pid());
  }

  /** What a crash prints is not for whoever reads the tests' output. */
  static ProcessPoolBuilder builder(Path reports) {
    Sink sink = new Sink();
    return ProcessPool.builder()
        .heap("48m")
        .jvmArgs(
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=" + reports.resolve("hs_err_%p.log"))
        .output(sink.stream(), sink.stream());
  }
}
