package io.procpool.it.classes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.procpool.ProcessPool;
import io.procpool.SerializationException;
import io.procpool.TaskFailedException;
import io.procpool.it.classes.Application.ChildFirst;
import io.procpool.it.cli.Sources;
import io.procpool.task.TaskContext;
import io.procpool.task.TaskFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A class that cannot be had costs the task that wants it, and is named. */
class MissingIT {

  private static final String PARTS =
      """
      package com.acme;

      import io.procpool.task.TaskFunction;

      public class Parts {
        public static TaskFunction<Integer, Integer> useGone() {
          return number -> Gone.next(number);
        }
        public static TaskFunction<String, String> useByName() {
          return name -> Class.forName(name).getName();
        }
        public static TaskFunction<Integer, Integer> useBroken() {
          return number -> Broken.next(number);
        }
        static class Broken {
          static { if (true) throw new IllegalStateException("broken from the start"); }
          static int next(int number) { return number + 1; }
        }
      }
      """;

  private static final String GONE =
      """
      package com.acme;

      public class Gone {
        public static int next(int number) { return number + 1; }
      }
      """;

  @TempDir private Path folder;

  @Test
  void aClassThatIsNowhereFailsItsTaskAlone() throws Exception {
    Path classes = withoutGone();
    try (ChildFirst loader = Application.deployed(classes);
        ProcessPool pool = ProcessPool.create(1)) {
      long pid = pool.apply(() -> TaskContext.current().pid());

      TaskFailedException failure =
          catchThrowableOfType(
              TaskFailedException.class, () -> pool.apply(parts(loader, "useGone"), 1));

      assertThat(failure.getCause())
          .isInstanceOf(NoClassDefFoundError.class)
          .hasMessageContaining("com/acme/Gone");
      assertThat(pool.<Long>apply(() -> TaskContext.current().pid())).isEqualTo(pid);
    }
  }

  @Test
  void aClassThatComesLaterIsFoundThen() throws Exception {
    Path classes = withoutGone();
    try (ChildFirst loader = Application.deployed(classes);
        ProcessPool pool = ProcessPool.create(1)) {
      TaskFunction<String, String> byName =
          Application.function(loader, "com.acme.Parts", "useByName");
      assertThatThrownBy(() -> pool.apply(byName, "com.acme.Gone"))
          .hasRootCauseInstanceOf(ClassNotFoundException.class)
          .hasRootCauseMessage("com.acme.Gone");

      Application.compiled(classes, GONE);

      assertThat(pool.apply(byName, "com.acme.Gone")).isEqualTo("com.acme.Gone");
    }
  }

  @Test
  void namesThatCanBeNoClassesAreNotFound() throws Exception {
    Path classes = withoutGone();
    try (ChildFirst loader = Application.deployed(classes);
        ProcessPool pool = ProcessPool.create(1)) {
      TaskFunction<String, String> byName =
          Application.function(loader, "com.acme.Parts", "useByName");
      for (String odd : List.of("", "/", "com/acme/Parts", "no such", "[X", "[Lcom.acme.None;")) {
        assertThatThrownBy(() -> pool.apply(byName, odd))
            .as(odd)
            .hasRootCauseInstanceOf(ClassNotFoundException.class);
      }
      assertThat(pool.apply(byName, "[Lcom.acme.Parts;")).isEqualTo("[Lcom.acme.Parts;");
    }
  }

  @Test
  void aStaticInitializerThatThrows() throws Exception {
    Path classes = withoutGone();
    try (ChildFirst loader = Application.deployed(classes);
        ProcessPool pool = ProcessPool.create(1)) {
      assertThatThrownBy(() -> pool.apply(parts(loader, "useBroken"), 1))
          .isInstanceOf(TaskFailedException.class)
          .hasRootCauseMessage("broken from the start");
      assertThat(pool.map(x -> x + 1, List.of(1))).containsExactly(2);
    }
  }

  @Test
  void turnedOffAWorkerHasItsClassPathAlone() throws Exception {
    Path classes = withoutGone();
    try (ChildFirst loader = Application.deployed(classes);
        ProcessPool pool = ProcessPool.builder().processes(1).sendClasses(false).build()) {
      assertThatThrownBy(() -> pool.apply(parts(loader, "useBroken"), 1))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("com.acme.Parts")
          .hasMessageContaining("not on the class path");
      assertThat(pool.map(x -> x + 1, List.of(1))).containsExactly(2);
    }
  }

  /** The worker has less than the system's loader of this JVM. */
  @Test
  void whatTheWorkersClassPathLacksOfThisJvmsOwn() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    try (ProcessPool pool = ProcessPool.builder().processes(1).classPath(List.of(empty)).build()) {
      assertThat(pool.apply(() -> Edition.name())).startsWith("of the class path");
    }
  }

  /** And more: what only workers have is theirs. */
  @Test
  void whatOnlyTheWorkersClassPathHas() throws Exception {
    Path classes = withoutGone();
    Path gone = Sources.compile(folder.resolve("gone"), List.of(), GONE);
    try (ChildFirst loader = Application.deployed(classes);
        ProcessPool pool = ProcessPool.builder().processes(1).classPath(List.of(gone)).build()) {
      TaskFunction<String, String> byName =
          Application.function(loader, "com.acme.Parts", "useByName");

      assertThat(pool.apply(byName, "com.acme.Gone")).isEqualTo("com.acme.Gone");
    }
  }

  private Path withoutGone() throws IOException {
    Path classes = Application.compiled(folder.resolve("parts"), PARTS, GONE);
    Files.delete(classes.resolve("com/acme/Gone.class"));
    return classes;
  }

  private static TaskFunction<Integer, Integer> parts(ClassLoader loader, String name) {
    return Application.function(loader, "com.acme.Parts", name);
  }
}
