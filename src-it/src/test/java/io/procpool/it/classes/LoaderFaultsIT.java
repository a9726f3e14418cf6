package io.procpool.it.classes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.MapOptions;
import io.procpool.ProcessPool;
import io.procpool.TaskFailedException;
import io.procpool.TaskTimeoutException;
import io.procpool.it.classes.Application.InMemory;
import io.procpool.task.TaskFunction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job's loader that throws or hangs costs the tasks that want its classes, and no pool. */
class LoaderFaultsIT {

  private static final String PLUGIN =
      """
      package com.acme;

      import io.procpool.task.TaskFunction;

      public class Plugin {
        public static TaskFunction<Integer, Integer> run() {
          return number -> Part.next(number);
        }
        public static TaskFunction<Integer, String> interrupted() {
          return number -> {
            Thread.currentThread().interrupt();
            String part = new Part().toString();
            return part + " " + Thread.interrupted();
          };
        }
        static class Part {
          static int next(int number) { return number + 1; }
          public String toString() { return "part"; }
        }
      }
      """;

  private static final String PART = "com.acme.Plugin$Part";

  @TempDir private Path folder;

  private Path classes;

  @BeforeEach
  void compile() {
    classes = Application.compiled(folder.resolve("classes"), PLUGIN);
  }

  @Test
  void oneThatThrows() throws Exception {
    InMemory loader =
        new Guarded(
            classes,
            () -> {
              throw new IllegalStateException("out of order");
            });
    try (ProcessPool pool = ProcessPool.create(1)) {
      assertThatThrownBy(() -> pool.apply(plugin(loader), 1))
          .isInstanceOf(TaskFailedException.class)
          .hasRootCauseInstanceOf(LinkageError.class)
          .rootCause()
          .hasMessageContaining(PART)
          .hasMessageContaining("java.lang.IllegalStateException: out of order");
      assertThat(pool.map(x -> x + 1, List.of(1))).containsExactly(2);
    }
  }

  @Test
  void oneThatOverflowsItsStack() throws Exception {
    InMemory loader = new Guarded(classes, LoaderFaultsIT::overflow);
    try (ProcessPool pool = ProcessPool.create(1)) {
      assertThatThrownBy(() -> pool.apply(plugin(loader), 1))
          .hasStackTraceContaining("java.lang.StackOverflowError");
      assertThat(pool.map(x -> x + 1, List.of(1))).containsExactly(2);
    }
  }

  /** The pool goes on beside it, and the answer that comes too late is for nobody. */
  @Test
  void oneThatHangsIsEndedByTheTasksLimit() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    InMemory loader = new Guarded(classes, () -> await(held));
    try (ProcessPool pool = ProcessPool.builder().processes(2).build()) {
      MapOptions brief = MapOptions.DEFAULT.withTaskTimeout(Duration.ofMillis(500));
      assertThatThrownBy(() -> pool.map(plugin(loader), List.of(1), brief))
          .isInstanceOf(TaskTimeoutException.class)
          .hasStackTraceContaining("PoolClassLoader");
      assertThat(pool.map(x -> x + 1, List.of(1, 2, 3))).containsExactly(2, 3, 4);

      held.countDown();

      assertThat(pool.map(plugin(loader), List.of(1, 2))).containsExactly(2, 3);
    } finally {
      held.countDown();
    }
  }

  @Test
  void aPoolThatIsTerminatedMeanwhile() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    InMemory loader =
        new Guarded(
            classes,
            () -> {
              asked.countDown();
              await(held);
            });
    try (ProcessPool pool = ProcessPool.create(1)) {
      CompletableFuture<List<Integer>> stuck = pool.mapAsync(plugin(loader), List.of(1));
      assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

      pool.terminate();

      assertThat(stuck).isCompletedExceptionally();
    } finally {
      held.countDown();
    }
  }

  /** A class cannot be half loaded: the interrupt is there when it is. */
  @Test
  void anInterruptDoesNotKeepAClassFromBeingFetchedAndIsNotLost() throws Exception {
    InMemory loader = Application.inMemory(classes);
    try (ProcessPool pool = ProcessPool.create(1)) {
      TaskFunction<Integer, String> interrupted =
          Application.function(loader, "com.acme.Plugin", "interrupted");

      assertThat(pool.apply(interrupted, 1)).isEqualTo("part true");
    }
  }

  private static TaskFunction<Integer, Integer> plugin(ClassLoader loader) {
    return Application.function(loader, "com.acme.Plugin", "run");
  }

  private static void overflow() {
    overflow();
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("never let go");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Something happens when one of its classes is looked for. */
  private static final class Guarded extends InMemory {

    private final Runnable guard;

    Guarded(Path classes, Runnable guard) {
      super(Application.bytes(classes), true);
      this.guard = guard;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.equals(PART)) {
        guard.run();
      }
      return super.findClass(name);
    }
  }
}
