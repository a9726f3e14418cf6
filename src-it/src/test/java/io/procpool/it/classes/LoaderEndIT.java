package io.procpool.it.classes;

import static io.procpool.it.Eventually.eventually;
import static io.procpool.it.calls.Probes.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.ProcessPool;
import io.procpool.it.classes.Application.ChildFirst;
import io.procpool.it.classes.Application.InMemory;
import io.procpool.task.TaskFunction;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that is gone is let go on both sides, while the pool goes on. */
class LoaderEndIT {

  private static final String GUEST =
      """
      package com.acme;

      import io.procpool.it.classes.Footprint;
      import io.procpool.task.TaskFunction;
      import java.io.Serializable;

      public class Guest {
        public record Trace(int number) implements Serializable {}
        public static TaskFunction<Integer, Object> visit() {
          return number -> new Trace(Footprint.of(Guest.class));
        }
        public static TaskFunction<Object, Integer> back() {
          return trace -> ((Trace) trace).number();
        }
      }
      """;

  @TempDir private Path folder;

  private Path classes;

  @BeforeEach
  void compile() {
    classes = Application.compiled(folder.resolve("guest"), GUEST);
  }

  @Test
  void itsLoaderIsLetGoHereAndItsClassesInTheWorker() throws Exception {
    try (ProcessPool pool = ProcessPool.create(1)) {
      WeakReference<ClassLoader> loader = visit(pool);

      eventually("the application's loader is gone", () -> isGone(loader));
      eventually("its classes in the worker are gone", () -> left(pool) == 0);
      assertThat(pool.map(x -> x + 1, range(0, 3))).containsExactly(1, 2, 3);
    }
  }

  @Test
  void anApplicationThatComesAgainIsAnother() throws Exception {
    try (ProcessPool pool = ProcessPool.create(2)) {
      for (int redeployed = 0; redeployed < 5; redeployed++) {
        WeakReference<ClassLoader> loader = visit(pool);
        eventually("the application's loader is gone", () -> isGone(loader));
      }
    }
  }

  /** As long as the application is there, so are its statics, however many collections pass. */
  @Test
  void anApplicationThatIsThereIsKept() throws Exception {
    try (ChildFirst loader = Application.deployed(classes);
        ProcessPool pool = ProcessPool.create(1)) {
      TaskFunction<Integer, Object> visit = Application.function(loader, "com.acme.Guest", "visit");
      for (int round = 0; round < 3; round++) {
        pool.apply(visit, 1);
        System.gc();
        assertThat(left(pool)).isEqualTo(round + 1);
      }
    }
  }

  /** In a method of its own, so that nothing of it stays on the stack. */
  private WeakReference<ClassLoader> visit(ProcessPool pool) throws Exception {
    InMemory loader = Application.inMemory(classes);
    Thread thread = Thread.currentThread();
    ClassLoader own = thread.getContextClassLoader();
    thread.setContextClassLoader(loader); // new threads would inherit it
    try {
      TaskFunction<Integer, Object> visit = Application.function(loader, "com.acme.Guest", "visit");
      TaskFunction<Object, Integer> back = Application.function(loader, "com.acme.Guest", "back");
      List<Object> traces = pool.map(visit, range(0, 20));
      assertThat(pool.map(back, traces)).hasSize(20);
      assertThat(pool.applyAsync(visit, 1).get().getClass().getClassLoader()).isSameAs(loader);
      return new WeakReference<>(loader);
    } finally {
      thread.setContextClassLoader(own);
    }
  }

  private static boolean isGone(WeakReference<ClassLoader> loader) {
    System.gc();
    return loader.get() == null;
  }

  private static int left(ProcessPool pool) {
    return pool.apply(() -> Footprint.left());
  }
}
