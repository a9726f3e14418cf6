package io.procpool.it.junit;

import static io.procpool.it.Eventually.eventually;
import static io.procpool.it.junit.Runs.failureOf;
import static io.procpool.it.junit.Runs.run;
import static io.procpool.it.junit.Runs.runAsThisModule;
import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.Pool;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** The check that nothing is left behind is a check that can fail. */
class LeakCheckIT {

  @Test
  void aPoolThatIsNotClosedFailsItsTestWithItsPlaceAndAllThatItHas() {
    List<Pool> before = Pool.openPools();

    EngineExecutionResults results = run(Leaks.OfAPool.class);

    assertThat(failureOf(results.testEvents()))
        .contains("leaks() left behind")
        .containsPattern("pool procpool-\\d+: 1 workers, .* made at .*Leaks.OfAPool.leaks\\(Leaks")
        .containsPattern("thread procpool-\\d+-dispatcher\\R")
        .containsPattern("process \\d+, child of pid \\d+: .*io.procpool.worker.WorkerMain");
    assertThat(Pool.openPools()).as("the leaked pool is terminated").isEqualTo(before);
  }

  @Test
  void theNextTestIsNotBlamed() {
    EngineExecutionResults results = run(Leaks.OfAPool.class);

    results.testEvents().assertStatistics(tests -> tests.succeeded(1).failed(1));
    results.containerEvents().assertStatistics(classes -> classes.failed(0));
  }

  @Test
  void aThreadPoolThatIsNotClosedFailsItsTest() {
    EngineExecutionResults results = run(Leaks.OfAThreadPool.class);

    assertThat(failureOf(results.testEvents())).containsPattern("pool procpool-\\d+: 1 threads");
  }

  @Test
  void aThreadOfAClosedPoolFailsItsTestWithItsStack() {
    EngineExecutionResults results = run(Leaks.OfAThread.class);

    assertThat(failureOf(results.testEvents()))
        .containsPattern("thread procpool-\\d+-completion-\\d+\\R")
        .contains("Leaks$OfAThread.block")
        .doesNotContain("process ");
    eventually("the thread is gone", () -> !isThere("-completion-"));
  }

  @Test
  void whatATaskHasStartedFailsItsTestAndIsKilled() {
    EngineExecutionResults results = run(Leaks.OfAProcess.class);

    assertThat(failureOf(results.testEvents()))
        .contains("process " + Leaks.OfAProcess.pid)
        .contains("sleep 1000");
    eventually("it is dead", () -> !isAlive(Leaks.OfAProcess.pid));
  }

  @Test
  void aFileFailsItsTestAndIsDeleted() {
    EngineExecutionResults results = run(Leaks.OfAFile.class);

    assertThat(failureOf(results.testEvents())).contains("file " + Leaks.OfAFile.FOLDER);
    assertThat(Leaks.OfAFile.FOLDER).doesNotExist();
  }

  @Test
  void aPoolOfAClassIsItsLeakAndNotThatOfItsTests() {
    EngineExecutionResults results = run(Leaks.OfAClass.class);

    results.testEvents().assertStatistics(tests -> tests.succeeded(1).failed(0));
    assertThat(failureOf(results.containerEvents())).contains("Leaks$OfAClass.open");
  }

  @Test
  void aClassThatClosesItsPoolPasses() {
    run(Leaks.OfNobody.class).allEvents().assertStatistics(all -> all.failed(0));
  }

  @Test
  void aProcessThatIsNotAPoolsIsNoLeak() {
    EngineExecutionResults results = run(Leaks.OfSomethingElse.class);

    results.allEvents().assertStatistics(all -> all.failed(0));
    assertThat(Leaks.OfSomethingElse.child.isAlive()).isTrue();
    Leaks.OfSomethingElse.child.destroyForcibly();
  }

  @Test
  void inThisModuleEveryTestIsCheckedWithoutAskingForItAndEveryChildCounts() {
    EngineExecutionResults results = runAsThisModule(Leaks.OfAChild.class);

    assertThat(failureOf(results.testEvents()))
        .contains("process " + Leaks.OfAChild.child.pid())
        .contains("sleep 1000");
    eventually("the leaked child is dead", () -> !Leaks.OfAChild.child.isAlive());
  }

  @Test
  void inThisModuleAnOrphanCountsToo() {
    EngineExecutionResults results = runAsThisModule(Leaks.OfAnOrphan.class);

    assertThat(failureOf(results.testEvents())).contains("process " + Leaks.OfAnOrphan.pid);
    eventually("the orphan is dead", () -> !isAlive(Leaks.OfAnOrphan.pid));
  }

  /** Where nobody takes orphans, a dead one stays a zombie, whose command line is empty. */
  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).flatMap(process -> process.info().commandLine()).isPresent();
  }

  private static boolean isThere(String threadRole) {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().contains(threadRole));
  }
}
