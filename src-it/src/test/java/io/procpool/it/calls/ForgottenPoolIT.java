package io.procpool.it.calls;

import static io.procpool.it.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.Pool;
import io.procpool.ProcessPool;
import io.procpool.it.Logged;
import org.junit.jupiter.api.Test;

/** A pool that nobody closes, and nobody can reach any more. */
class ForgottenPoolIT {

  // S79, while its parent goes on
  @Test
  void itsWorkersEndAndThatIsSaid() {
    try (Logged logged = Logged.listen()) {
      long pid = workerOfAForgottenPool();

      eventually("it is found, and its worker ends", () -> isGone(pid));

      assertThat(logged.messages())
          .singleElement()
          .asString()
          .contains("was never closed, and nobody can reach it any more");
    }
  }

  @Test
  void aPoolThatIsHeldIsKeptHoweverManyCollectionsPass() {
    try (ProcessPool pool = ProcessPool.create(1)) {
      long pid = pool.apply(Probes::pid);

      for (int round = 0; round < 3; round++) {
        System.gc();
        assertThat(pool.<Long>apply(Probes::pid)).isEqualTo(pid);
      }
      assertThat(Pool.openPools()).contains(pool);
    }
  }

  /** In a method of its own, so that nothing of it stays on the stack. */
  private static long workerOfAForgottenPool() {
    return ProcessPool.create(1).apply(Probes::pid);
  }

  private static boolean isGone(long pid) {
    System.gc();
    return ProcessHandle.of(pid).isEmpty();
  }
}
