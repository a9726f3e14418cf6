package io.procpool.it.faults;

import static io.procpool.it.calls.Probes.meetingOfAll;
import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.MapOptions;
import io.procpool.ProcessPool;
import io.procpool.TaskTimeoutException;
import io.procpool.WorkerDeath.Kind;
import io.procpool.WorkerDiedException;
import io.procpool.it.wire.Link;
import io.procpool.testkit.Probes;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a worker is spared by the shell that starts it, it is spared without one too. */
class WithoutShellIT {

  @TempDir private static Path reports;

  private static String before;
  private static ProcessPool pool;

  @TempDir private Path folder;

  @BeforeAll
  static void open() {
    before = Link.DIRECT.choose();
    pool = SuddenDeathIT.builder(reports).processes(2).build();
  }

  @AfterAll
  static void close() {
    pool.close();
    Link.restore(before);
  }

  /** Or the other tests would be of nothing new. */
  @Test
  void theLinkIsOnTheStandardStreams() {
    String[] arguments = pool.apply(() -> ProcessHandle.current().info().arguments().orElseThrow());

    assertThat(arguments).containsSequence("0", "1");
  }

  @ParameterizedTest
  @EnumSource
  void whateverIsDoneToTheOutputHarmsNothing(OutputIT.Doing doing) {
    OutputIT.assertNothingHappens(folder, Moment.RUNNING, doing);
  }

  @Test
  void theInputIsAtItsEndForThoseWhoReadTheDescriptor() {
    assertThat(pool.<Integer>apply(WithoutShellIT::readFromDescriptor)).isEqualTo(-1);
  }

  @Test
  void theInputIsAtItsEndForAChildThatInheritsIt() {
    assertThat(pool.<Integer>apply(WithoutShellIT::copyInputInChild)).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aSuddenDeathCostsOneTaskAndIsNamed(SuddenDeathIT.Death death) {
    SuddenDeathIT.assertOnlyTheGuiltyTaskFails(pool, folder, Moment.RUNNING, death);
  }

  @Test
  void aCallOfExitCostsOneTaskAndIsNamed() {
    Object outcome = Moment.RUNNING.outcome(pool, Probes.exit(42));

    WorkerDiedException failure = Outcomes.failure(WorkerDiedException.class, outcome);
    assertThat(failure.death().kind()).isEqualTo(Kind.EXIT);
    assertThat(failure.death().exitCode()).isEqualTo(42);
    Life.assertGoesOn(pool, folder);
  }

  @Test
  void aTaskThatNeverEndsIsKilled() {
    MapOptions limited = MapOptions.DEFAULT.withTaskTimeout(Duration.ofMillis(300));

    Object outcome = Moment.RUNNING.outcome(pool, Probes.spin(), limited);

    Outcomes.failure(TaskTimeoutException.class, outcome);
    Life.assertGoesOn(pool, folder);
  }

  /** It reaches all processes of a terminal, and is for the pool to interpret. */
  @Test
  void anInterruptFromTheTerminalHarmsNoWorker() throws Exception {
    Set<Long> pids = meetingOfAll(pool, folder, "before");

    for (long pid : pids) {
      assertThat(new ProcessBuilder("kill", "-INT", Long.toString(pid)).start().waitFor()).isZero();
    }

    assertThat(Life.assertGoesOn(pool, folder)).isEqualTo(pids);
  }

  /** Not closed: that would close the descriptor. */
  @SuppressWarnings("resource")
  private static int readFromDescriptor() throws IOException {
    return new FileInputStream(FileDescriptor.in).read();
  }

  private static int copyInputInChild() throws IOException, InterruptedException {
    return new ProcessBuilder("cat").redirectInput(Redirect.INHERIT).start().waitFor();
  }
}
