package io.procpool.it.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.ProcessPool;
import io.procpool.SerializationException;
import io.procpool.TaskException;
import io.procpool.it.Artifacts;
import io.procpool.it.cli.Sources;
import io.procpool.task.TaskFunction;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The worker has another version of a class than the caller, or none, and may not ask for it: the
 * failure says so.
 */
class OtherVersionsIT {

  private static final String FUNCTIONS =
      """
      package com.acme;

      import io.procpool.task.TaskFunction;

      public class Functions {
        public static TaskFunction<Integer, Integer> function(int step) {
          %s
        }
      }
      """;

  private static final String WITH_LAMBDA = FUNCTIONS.formatted("return x -> x + step;");

  private static final String WITH_OTHER_LAMBDA =
      FUNCTIONS.formatted("String text = \"\" + step; return x -> x + text.length();");

  private static final String WITHOUT_LAMBDA = FUNCTIONS.formatted("return null;");

  private static final String POINT =
      """
      package com.acme;

      public class Point {
        %s

        public static Object make() {
          return new Point();
        }

        @Override
        public String toString() {
          return "Point " + %s;
        }
      }
      """;

  private static final String SMALL_POINT = POINT.formatted("int x = 3; int z = 5;", "x + z");
  private static final String BIG_POINT =
      POINT.formatted("int x = 3; int y = 4; int z = 5;", "x + y + z");

  @TempDir private Path folder;

  private final List<URLClassLoader> loaders = new ArrayList<>();
  private final ClassLoader own = Thread.currentThread().getContextClassLoader();

  @AfterEach
  void closeLoaders() throws IOException {
    Thread.currentThread().setContextClassLoader(own);
    for (URLClassLoader loader : loaders) {
      loader.close();
    }
  }

  @Test
  void theSameClassOnBothSidesIsUnderstood() throws Exception {
    try (ProcessPool pool = poolWith(WITH_LAMBDA)) {
      assertThat(pool.apply(function(WITH_LAMBDA), 4)).isEqualTo(7);
    }
  }

  @Test
  void anotherLambdaInTheWorker() throws Exception {
    try (ProcessPool pool = poolWith(WITH_OTHER_LAMBDA)) {
      TaskFunction<Integer, Integer> function = function(WITH_LAMBDA);
      assertThatThrownBy(() -> pool.map(function, List.of(1, 2)))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("com.acme.Functions")
          .hasMessageContaining("different versions");
      assertThat(pool.map(Plain.next(), List.of(1, 2))).containsExactly(2, 3);
    }
  }

  @Test
  void noLambdaInTheWorker() throws Exception {
    try (ProcessPool pool = poolWith(WITHOUT_LAMBDA)) {
      TaskFunction<Integer, Integer> function = function(WITH_LAMBDA);
      assertThatThrownBy(() -> pool.apply(function, 1))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("com.acme.Functions")
          .hasMessageContaining("different versions");
    }
  }

  @Test
  void aFunctionsClassThatTheWorkerDoesNotHave() throws Exception {
    try (ProcessPool pool = poolWith(SMALL_POINT)) {
      TaskFunction<Integer, Integer> function = function(WITH_LAMBDA);
      assertThatThrownBy(() -> pool.map(function, List.of(1, 2)))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("com.acme.Functions")
          .hasMessageContaining("not on the class path");
    }
  }

  @Test
  void anItemsClassThatTheWorkerDoesNotHave() throws Exception {
    try (ProcessPool pool = poolWith(WITH_LAMBDA)) {
      Object point = point(SMALL_POINT);
      assertThatThrownBy(() -> pool.map(Plain.text(), List.of(point)))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("com.acme.Point")
          .hasMessageContaining("not on the class path");
      assertThat(pool.map(Plain.next(), List.of(1))).containsExactly(2);
    }
  }

  @Test
  void anItemWithAFieldMoreInTheWorker() throws Exception {
    try (ProcessPool pool = poolWith(BIG_POINT)) {
      Object point = point(SMALL_POINT);
      assertThatThrownBy(() -> pool.map(Plain.text(), List.of(point)))
          .isInstanceOf(TaskException.class)
          .hasMessageContaining("com.acme.Point");
    }
  }

  @Test
  void anItemWithAFieldLessInTheWorker() throws Exception {
    try (ProcessPool pool = poolWith(SMALL_POINT)) {
      Object point = point(BIG_POINT);
      assertThatThrownBy(() -> pool.map(Plain.text(), List.of(point)))
          .isInstanceOf(TaskException.class)
          .hasMessageContaining("com.acme.Point");
    }
  }

  private ProcessPool poolWith(String source) {
    Path classes = Sources.compile(folder.resolve("worker"), classPath(), source);
    return ProcessPool.builder()
        .processes(1)
        .classPath(List.of(classes, Program.testClasses()))
        .sendClasses(false)
        .build();
  }

  @SuppressWarnings("unchecked")
  private TaskFunction<Integer, Integer> function(String source) throws Exception {
    return (TaskFunction<Integer, Integer>)
        loaded("com.acme.Functions", source).getMethod("function", int.class).invoke(null, 3);
  }

  private Object point(String source) throws Exception {
    return loaded("com.acme.Point", source).getMethod("make").invoke(null);
  }

  /** Also makes the loader this thread's own, as a container does. */
  private Class<?> loaded(String name, String source) throws Exception {
    Path classes = Sources.compile(folder.resolve("caller"), classPath(), source);
    URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, own);
    loaders.add(loader);
    Thread.currentThread().setContextClassLoader(loader);
    return loader.loadClass(name);
  }

  private static List<Path> classPath() {
    return List.of(Artifacts.procpoolJar());
  }

  /** Functions written in a class that needs nothing beyond what every worker has. */
  static final class Plain {

    private Plain() {}

    static TaskFunction<Integer, Integer> next() {
      return number -> number + 1;
    }

    static TaskFunction<Object, String> text() {
      return item -> item.toString();
    }
  }
}
