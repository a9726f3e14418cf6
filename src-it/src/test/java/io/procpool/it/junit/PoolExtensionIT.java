package io.procpool.it.junit;

import static io.procpool.it.junit.Runs.failureOf;
import static io.procpool.it.junit.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.Pool;
import io.procpool.PoolClosedException;
import io.procpool.testkit.Probes;
import io.procpool.testkit.junit.PoolExtension;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** A pool for a test: whose it is, when it ends, and what it says when it cannot be. */
class PoolExtensionIT {

  @Test
  void aClassHasOnePoolForAllItsTests() {
    assertPassed(run(PoolTests.WithOneOfTheClass.class), 3);

    assertClosed(PoolTests.WithOneOfTheClass.POOLS, 1);
  }

  @Test
  void aTestMayHaveItsOwn() {
    assertPassed(run(PoolTests.WithOneOfATest.class), 2);

    assertClosed(PoolTests.WithOneOfATest.POOLS, 2);
  }

  @Test
  void aStaticFieldIsOnePoolForAllTests() {
    assertPassed(run(PoolTests.WithAStaticField.class), 2);

    assertClosed(PoolTests.WithAStaticField.POOLS, 1);
  }

  @Test
  void aFieldIsOneForEachTest() {
    assertPassed(run(PoolTests.WithAField.class), 2);

    assertClosed(PoolTests.WithAField.POOLS, 2);
  }

  @Test
  void aTestThatWantsAnotherKindIsToldWhichThereIs() {
    EngineExecutionResults results = run(PoolTests.OfAnotherKind.class);

    assertThat(failureOf(results.testEvents())).contains("is no ProcessPool: procpool-");
  }

  @Test
  void aPoolThatCannotBeMadeFailsItsClass() {
    EngineExecutionResults results = run(PoolTests.WithoutAPool.class);

    assertThat(failureOf(results.containerEvents())).contains("NoSuchFlag");
    results.testEvents().assertStatistics(tests -> tests.started(0));
  }

  @Test
  void aTaskThatHangsDoesNotKeepItsTest() {
    assertPassed(run(PoolTests.ThatHangs.class), 1);
  }

  @Test
  void aTestThatLeaksFailsAloneAndThePoolOfItsClassIsNotItsLeak() {
    EngineExecutionResults results = run(PoolTests.ThatLeaks.class);

    assertThat(failureOf(results.testEvents())).contains("PoolTests$ThatLeaks.opensAnother");
    results.containerEvents().assertStatistics(classes -> classes.failed(0));
  }

  @Test
  void withoutATestThereIsNoPool() {
    assertThatThrownBy(() -> PoolExtension.processes(1).get())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("@RegisterExtension");
  }

  private static void assertPassed(EngineExecutionResults results, int tests) {
    results.allEvents().assertStatistics(all -> all.failed(0));
    results.testEvents().assertStatistics(all -> all.succeeded(tests));
  }

  private static void assertClosed(Set<Pool> pools, int expected) {
    assertThat(pools).hasSize(expected);
    assertThat(pools)
        .allSatisfy(
            pool ->
                assertThatThrownBy(() -> pool.apply(Probes.answer()))
                    .isInstanceOf(PoolClosedException.class));
  }
}
