package io.procpool.it.faults;

import static io.procpool.it.Eventually.eventually;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.procpool.MapOptions;
import io.procpool.Pool;
import io.procpool.ProcessPool;
import io.procpool.ProcpoolException;
import io.procpool.SerialPool;
import io.procpool.TaskFailedException;
import io.procpool.ThreadPool;
import io.procpool.it.calls.Signal;
import io.procpool.testkit.Probes;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pool inside a worker is refused, however it comes to be made, unless it was allowed. */
class NestedPoolIT {

  private static final String MAX_DEPTH = "procpool.maxDepth";

  @TempDir private Path folder;

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

  @Test
  void theBuilderOfTheOutermostSaysHowDeep() {
    try (ProcessPool pool = ProcessPool.builder().processes(1).maxDepth(2).build()) {
      TaskFailedException failure =
          catchThrowableOfType(TaskFailedException.class, () -> pool.apply(NestedPoolIT::nest, 1));

      assertThat(failure).hasCauseInstanceOf(TaskFailedException.class);
      assertIsRefusal(failure.getCause().getCause(), 2);
    }
  }

  // S85
  @Test
  void thereAreNoMoreProcessesThanTheDepthAllows() throws Exception {
    Signal mayEnd = Signal.in(folder, "may-end");
    List<Signal> refused = List.of(Signal.in(folder, "0"), Signal.in(folder, "1"));
    try (ProcessPool pool = ProcessPool.builder().processes(2).maxDepth(2).build()) {
      CompletableFuture<List<Boolean>> answers =
          pool.mapAsync(
              number -> refusedInside(2, refused.get(number), mayEnd),
              List.of(0, 1),
              MapOptions.DEFAULT.withChunkSize(1));
      for (Signal signal : refused) {
        eventually("a pool of the third depth is refused", signal::isGiven);
      }

      assertThat(ProcessHandle.current().descendants()).hasSizeLessThanOrEqualTo(2 + 2 * 2);
      mayEnd.give();
      assertThat(answers.get(60, SECONDS)).containsExactly(true, true);
    }
  }

  // S85
  @Test
  void aClassThatMakesAPoolWhenItIsLoadedIsNoBombAtAnyDepth() {
    try (ProcessPool pool = ProcessPool.builder().processes(2).maxDepth(2).build()) {
      TaskFailedException failure =
          catchThrowableOfType(TaskFailedException.class, () -> pool.apply(x -> Bomb.use(x), 1));

      assertThat(failure).hasStackTraceContaining("stands in 2 pools, and 2 is allowed");
      assertThat(ProcessHandle.current().descendants()).hasSizeLessThanOrEqualTo(2 + 2 * 2);
    }
  }

  @Test
  void aTaskCannotAllowItselfMore() {
    try (ProcessPool pool = ProcessPool.create(1)) {
      TaskFailedException failure =
          catchThrowableOfType(
              TaskFailedException.class,
              () -> pool.apply(() -> ProcessPool.builder().maxDepth(9).build().processes()));

      assertIsRefusal(failure.getCause(), 1);
    }
    assertThatThrownBy(() -> ProcessPool.builder().maxDepth(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxDepth must be 1 or more, was 0");
  }

  @Test
  void otherKindsOfPoolMayBeMadeInATask() {
    try (ProcessPool pool = ProcessPool.create(1)) {
      assertThat(pool.<Integer>apply(() -> sumWith(ThreadPool.create(2)))).isEqualTo(6);
      assertThat(pool.<Integer>apply(() -> sumWith(SerialPool.create()))).isEqualTo(6);
      assertThat(pool.<Integer>apply(() -> sumWith(SerialPool.strict()))).isEqualTo(6);
    }
  }

  private static int sumWith(Pool pool) {
    try (pool) {
      return pool.map(x -> x, List.of(1, 2, 3)).stream().mapToInt(x -> x).sum();
    }
  }

  /** Whether a pool is refused in a task of a pool in this task. */
  private static boolean refusedInside(int processes, Signal refused, Signal mayEnd) {
    try (ProcessPool pool = ProcessPool.create(processes)) {
      return pool.apply(
          () -> {
            try (ProcessPool third = ProcessPool.create(processes)) {
              return third.processes() == 0;
            } catch (ProcpoolException e) {
              refused.give();
              mayEnd.await();
              return true;
            }
          });
    }
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
        .hasMessageContaining("maxDepth(" + (depth + 1) + ")")
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
