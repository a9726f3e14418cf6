package io.procpool.it.classes;

import static io.procpool.it.calls.Probes.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.MapOptions;
import io.procpool.ProcessPool;
import io.procpool.it.classes.Application.ChildFirst;
import io.procpool.task.TaskFunction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs with different versions of a class, and none of them sees another's. */
class VersionsIT {

  private static final String EDITION =
      """
      package io.procpool.it.classes;

      public final class Edition {
        private static int questions;

        public static String name() {
          questions++;
          return "%s, asked " + questions;
        }
      }
      """;

  private static final String QUESTION =
      """
      package com.acme;

      import io.procpool.it.classes.Edition;
      import io.procpool.task.TaskFunction;

      public class Question {
        public static TaskFunction<Integer, String> ask() {
          return number -> Edition.name();
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  void anApplicationsOwnVersionWinsOverThatOfTheClassPath() throws Exception {
    try (ChildFirst application = deployed("first");
        ProcessPool pool = ProcessPool.create(1)) {
      assertThat(pool.apply(question(application), 0)).isEqualTo("first, asked 1");
      assertThat(pool.apply(() -> Edition.name())).isEqualTo("of the class path, asked 1");
    }
  }

  @Test
  void twoApplicationsInTurnKeepTheirVersionsAndTheirStatics() throws Exception {
    try (ChildFirst one = deployed("one");
        ChildFirst two = deployed("two");
        ProcessPool pool = ProcessPool.create(1)) {
      List<String> names = new ArrayList<>();
      for (int round = 0; round < 2; round++) {
        names.addAll(pool.map(question(one), List.of(0)));
        names.add(pool.apply(question(two), 0));
        names.add(pool.apply(() -> Edition.name()));
      }
      assertThat(names)
          .containsExactly(
              "one, asked 1",
              "two, asked 1",
              "of the class path, asked 1",
              "one, asked 2",
              "two, asked 2",
              "of the class path, asked 2");
    }
  }

  @Test
  void twoApplicationsAtOnceOnOnePool() throws Exception {
    try (ChildFirst one = deployed("one");
        ChildFirst two = deployed("two");
        ProcessPool pool = ProcessPool.create(2)) {
      MapOptions small = MapOptions.DEFAULT.withChunkSize(3);
      CompletableFuture<List<String>> ones = pool.mapAsync(question(one), range(0, 300), small);
      CompletableFuture<List<String>> twos = pool.mapAsync(question(two), range(0, 300), small);

      assertThat(ones.get(60, TimeUnit.SECONDS)).hasSize(300).allMatch(it -> it.startsWith("one,"));
      assertThat(twos.get(60, TimeUnit.SECONDS)).hasSize(300).allMatch(it -> it.startsWith("two,"));
    }
  }

  /** Whatever thread submits: it is the function that must be understood. */
  @Test
  void aThreadOfAnotherApplicationDoesNotDecide() throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader own = thread.getContextClassLoader();
    try (ChildFirst one = deployed("one");
        ChildFirst two = deployed("two");
        ProcessPool pool = ProcessPool.create(1)) {
      thread.setContextClassLoader(two);
      assertThat(pool.apply(question(one), 0)).isEqualTo("one, asked 1");
      thread.setContextClassLoader(null);
      assertThat(pool.apply(question(two), 0)).isEqualTo("two, asked 1");
    } finally {
      thread.setContextClassLoader(own);
    }
  }

  /** As servers have it: the framework's function, and the application's class by its name. */
  @Test
  void theThreadsLoaderIsTheTasksContextLoader() throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader own = thread.getContextClassLoader();
    try (ChildFirst application = deployed("found by name");
        ProcessPool pool = ProcessPool.create(1)) {
      TaskFunction<String, Object> byName =
          name ->
              Class.forName(name, true, Thread.currentThread().getContextClassLoader())
                  .getMethod("ask")
                  .invoke(null)
                  .getClass()
                  .getNestHost()
                  .getName();
      thread.setContextClassLoader(application);
      assertThat(pool.apply(byName, "com.acme.Question")).isEqualTo("com.acme.Question");
    } finally {
      thread.setContextClassLoader(own);
    }
  }

  private ChildFirst deployed(String edition) {
    String source = EDITION.formatted(edition);
    return Application.deployed(Application.compiled(folder.resolve(edition), source, QUESTION));
  }

  private static TaskFunction<Integer, String> question(ChildFirst application) {
    return Application.function(application, "com.acme.Question", "ask");
  }
}
