package io.procpool.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.procpool.ProcessPool;
import io.procpool.ProcpoolException;
import io.procpool.TaskFailedException;
import io.procpool.testkit.Probes;
import org.junit.jupiter.api.Test;

/** A pool inside a worker is refused, however it comes to be made, unless it was allowed. */
class NestedPoolIT {

  private static final String MAX_DEPTH = "procpool.maxDepth";

  /** A class that nobody can load in a worker without making a pool. */
  private static final class Bomb {

    private static final ProcessPool POOL = ProcessPool.create(2);

    static int use(int item) {
      return POOL.apply(x -> use(x), item);
    }
  }

  // S85
  @Test
  void aTaskThatMakesAPoolAndSubmitsItselfIsRefused() {
    try (ProcessPool pool = ProcessPool.create(2)) {
      TaskFailedException failure =
          catchThrowableOfType(TaskFailedException.class, () -> pool.apply(NestedPoolIT::nest, 1));

      assertIsRefusal(failure.getCause(), 1);
      assertThat(ProcessHandle.current().descendants()).hasSize(2);
    }
  }

  // S85
  @Test
  void aClassThatMakesAPoolWhenItIsLoadedIsNoBomb() {
    try (ProcessPool pool = ProcessPool.create(2)) {
      TaskFailedException failure =
          catchThrowableOfType(TaskFailedException.class, () -> pool.apply(x -> Bomb.use(x), 1));

      assertThat(failure).hasCauseInstanceOf(ExceptionInInitializerError.class);
      assertIsRefusal(failure.getCause().getCause(), 1);
      assertThat(ProcessHandle.current().descendants()).hasSize(2);
    }
  }

  @Test
  void asManyPoolsInEachOtherAsWereAllowed() {
    withMaxDepth(
        2,
        () -> {
          try (ProcessPool pool = ProcessPool.create(1)) {
            int answer =
                pool.apply(
                    () -> {
                      try (ProcessPool nested = ProcessPool.create(1)) {
                        return nested.apply(Probes.answer());
                      }
                    });
            assertThat(answer).isEqualTo(Probes.ANSWER);

            TaskFailedException failure =
                catchThrowableOfType(
                    TaskFailedException.class, () -> pool.apply(NestedPoolIT::nest, 1));
            assertIsRefusal(failure.getCause().getCause(), 2);
          }
        });
  }

  private static int nest(int depth) {
    try (ProcessPool pool = ProcessPool.create(1)) {
      return pool.apply(NestedPoolIT::nest, depth + 1);
    }
  }

  private static void assertIsRefusal(Throwable thrown, int depth) {
    assertThat(thrown)
        .isInstanceOf(ProcpoolException.class)
        .hasMessageContaining("inside a worker")
        .hasMessageContaining("-D" + MAX_DEPTH + "=" + (depth + 1));
  }

  private static void withMaxDepth(int depth, Runnable test) {
    System.setProperty(MAX_DEPTH, Integer.toString(depth));
    try {
      test.run();
    } finally {
      System.clearProperty(MAX_DEPTH);
    }
  }
}
