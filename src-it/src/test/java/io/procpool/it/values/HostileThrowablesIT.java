package io.procpool.it.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.procpool.ProcessPool;
import io.procpool.TaskFailedException;
import io.procpool.it.Artifacts;
import io.procpool.it.calls.Probes;
import io.procpool.it.cli.Sources;
import io.procpool.task.RemoteException;
import io.procpool.task.TaskCallable;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.MissingResourceException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a task throws fails that task, and tells as much as can be told; the next task runs in
 * the same worker.
 */
class HostileThrowablesIT {

  private static final int MOST_TEXT = 4_000_000;
  private static final String MESSAGE = "what happened";

  private static ProcessPool pool;
  private static long pid;

  @TempDir private Path folder;

  @BeforeAll
  static void open() {
    pool = ProcessPool.builder().processes(1).heap("512m").build();
    pid = pool.apply(Probes::pid);
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  /** Makes a throwable with a message, in the worker. */
  private interface Maker extends Serializable {
    Throwable make(String message) throws Exception;
  }

  /**
   * @param keepsType the very class arrives; otherwise what stands for it may
   * @param keepsMessage its message can be had
   */
  private record Hostile(String name, Maker maker, boolean keepsType, boolean keepsMessage)
      implements Serializable {

    static Hostile itself(String name, Maker maker) {
      return new Hostile(name, maker, true, true);
    }

    static Hostile substitute(String name, Maker maker) {
      return new Hostile(name, maker, false, true);
    }

    static Hostile mute(String name, Maker maker) {
      return new Hostile(name, maker, false, false);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Hostile> hostile() {
    return Stream.of(
        Hostile.substitute("a field that cannot cross", HostileThrowables.WithAThread::new),
        Hostile.substitute("a lambda that cannot cross", HostileThrowables.WithALambda::new),
        Hostile.itself("a private constructor", text -> HostileThrowables.Coded.of(5, text)),
        Hostile.mute("getMessage that throws", HostileThrowables.BadMessage::new),
        Hostile.mute("getMessage without end", HostileThrowables.EndlessMessage::new),
        Hostile.substitute("toString that throws", HostileThrowables.BadToString::new),
        Hostile.substitute("getCause that throws", HostileThrowables.BadCause::new),
        Hostile.substitute("causes without end", HostileThrowables.EndlessCause::new),
        Hostile.substitute("itself for its cause", HostileThrowables.OwnCause::new),
        Hostile.itself("no stack", HostileThrowables.NoStack::new),
        Hostile.substitute("writeObject that throws", HostileThrowables.BadWrite::new),
        Hostile.substitute("readObject that throws", HostileThrowables.BadRead::new),
        Hostile.substitute("writeReplace by a text", HostileThrowables.Disguised::new),
        Hostile.substitute("twenty megabytes in a field", HostileThrowables.Heavy::new),
        Hostile.itself("an anonymous class", HostileThrowablesIT::anonymous),
        Hostile.itself("causes in a circle", HostileThrowablesIT::causesInACircle),
        Hostile.itself("suppressed in a circle", HostileThrowablesIT::suppressedInACircle),
        Hostile.substitute("a hundred thousand causes", HostileThrowablesIT::deepCauses),
        Hostile.substitute("three thousand suppressed", HostileThrowablesIT::manySuppressed),
        Hostile.substitute("a tree of suppressed", text -> suppressedTree(text, 10)),
        Hostile.substitute("a long message in each cause", HostileThrowablesIT::longMessages));
  }

  // S21, S31
  @ParameterizedTest
  @MethodSource("hostile")
  void itFailsItsTaskAndNoMore(Hostile hostile) {
    Maker maker = hostile.maker();

    TaskFailedException failure = failureOf(() -> thrown(maker.make(MESSAGE)));

    // to print it calls what the throwable says of itself, and that must be harmless
    assertThat(failure.getMessage()).contains("pid " + pid).contains("worker");
    assertThat(printed(failure).length()).isLessThan(MOST_TEXT);
    assertThat(failure.getCause()).isNotNull();
    assertThat(pool.<Long>apply(Probes::pid)).isEqualTo(pid);
  }

  // S21
  @ParameterizedTest
  @MethodSource("hostile")
  void itsTypeAndMessageAndStackAreToldAsFarAsTheyCanBeHad(Hostile hostile) throws Exception {
    Maker maker = hostile.maker();
    Throwable here = maker.make(MESSAGE);

    Throwable cause = failureOf(() -> thrown(maker.make(MESSAGE))).getCause();

    if (hostile.keepsType() || !(cause instanceof RemoteException)) {
      assertThat(cause.getClass()).isSameAs(here.getClass());
    } else {
      assertThat(((RemoteException) cause).className()).isEqualTo(here.getClass().getName());
      assertThat(printed(cause)).contains(here.getClass().getName());
    }
    if (hostile.keepsMessage()) {
      assertThat(cause.getMessage()).startsWith(MESSAGE);
    }
    if (!hostile.name().equals("no stack") && !hostile.name().startsWith("getCause")) {
      assertThat(cause.getStackTrace()).isNotEmpty();
      assertThat(cause.getStackTrace()[0].getClassName()).startsWith("io.procpool.it.values.");
    }
  }

  @Test
  void whatAThrowableHoldsArrivesWithIt() {
    Throwable coded = failureOf(() -> thrown(HostileThrowables.Coded.of(5, MESSAGE))).getCause();
    Throwable pointed =
        failureOf(() -> thrown(new HostileThrowables.WithARecord(MESSAGE, new Samples.Point(1, 2))))
            .getCause();

    assertThat(coded)
        .isInstanceOfSatisfying(
            HostileThrowables.Coded.class, it -> assertThat(it.code()).isEqualTo(5));
    assertThat(pointed).hasMessage(MESSAGE);
    if (pointed instanceof HostileThrowables.WithARecord it) {
      assertThat(it.point()).isEqualTo(new Samples.Point(1, 2));
    } else {
      assertThat(pointed).isInstanceOf(RemoteException.class);
    }
  }

  /** A substitute stands for one of the chain, not for all of it. */
  @Test
  void theCausesOfWhatCannotCrossAreTold() {
    Throwable cause =
        failureOf(
                () ->
                    thrown(
                        new IllegalArgumentException(
                            "outer",
                            new HostileThrowables.WithAThread("middle")
                                .initCause(new IOException("inner")))))
            .getCause();

    assertThat(printed(cause))
        .contains("java.lang.IllegalArgumentException: outer")
        .contains("WithAThread: middle")
        .contains("java.io.IOException: inner");
    assertThat(cause.getCause().getCause()).hasMessage("inner");
  }

  // S21
  @Test
  void aClassThatThisSideDoesNotHaveIsToldByName() {
    Path classes =
        Sources.compile(
            folder.resolve("classes"),
            List.of(Artifacts.procpoolJar()),
            """
            package com.acme;

            public class Unknown extends java.io.IOException {
              public Unknown() {
                super("what happened", new IllegalStateException("inside"));
              }

              public static Object fail() throws Unknown {
                throw new Unknown();
              }
            }
            """);
    List<Path> classPath = new ArrayList<>(List.of(classes));
    Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .forEach(entry -> classPath.add(Path.of(entry)));
    try (ProcessPool other = ProcessPool.builder().processes(1).classPath(classPath).build()) {
      long otherPid = other.apply(Probes::pid);

      TaskFailedException failure =
          catchThrowableOfType(
              TaskFailedException.class, () -> other.apply(HostileThrowablesIT::failUnknown));

      assertThat(failure.getCause())
          .isInstanceOfSatisfying(
              RemoteException.class, it -> assertThat(it.className()).isEqualTo("com.acme.Unknown"))
          .hasMessage(MESSAGE)
          .hasRootCauseMessage("inside");
      assertThat(printed(failure)).contains("com.acme.Unknown.fail(Unknown.java:");
      assertThat(other.<Long>apply(Probes::pid)).isEqualTo(otherPid);
    }
  }

  static Stream<Throwable> everyday() {
    return Stream.of(
        new ArithmeticException(MESSAGE),
        new ArrayIndexOutOfBoundsException(5),
        new ArrayStoreException(MESSAGE),
        new AssertionError(MESSAGE, new Exception("inner")),
        new CancellationException(MESSAGE),
        new ClassCastException(MESSAGE),
        new ClassNotFoundException(MESSAGE, new IOException("inner")),
        new CloneNotSupportedException(),
        new CompletionException(MESSAGE, new Exception("inner")),
        new ConcurrentModificationException(),
        new DateTimeParseException(MESSAGE, "text", 3),
        new Error(MESSAGE),
        new Exception((String) null),
        new ExceptionInInitializerError(new Exception("inner")),
        new ExecutionException(MESSAGE, new Exception("inner")),
        new FileNotFoundException(MESSAGE),
        new IllegalArgumentException(new Exception("inner")),
        new InvocationTargetException(new Exception("inner"), MESSAGE),
        new LinkageError(MESSAGE),
        new MissingResourceException(MESSAGE, "a", "b"),
        new NoSuchFileException("a", "b", MESSAGE),
        new NumberFormatException(MESSAGE),
        new NullPointerException(),
        new SQLException(MESSAGE, "state", 5, new Exception("inner")),
        new SecurityException(MESSAGE),
        new TimeoutException(MESSAGE),
        new UncheckedIOException(MESSAGE, new IOException("inner")),
        new UnsupportedOperationException(),
        new com.google.common.util.concurrent.UncheckedExecutionException(new Exception("inner")),
        new com.google.protobuf.InvalidProtocolBufferException(MESSAGE),
        new scala.MatchError("inner"),
        new kotlin.UninitializedPropertyAccessException(MESSAGE));
  }

  // S19
  @ParameterizedTest
  @MethodSource("everyday")
  void whatIsThrownEveryDayArrivesAsItself(Throwable throwable) {
    throwable.addSuppressed(new IllegalStateException("suppressed"));

    Throwable cause = failureOf(() -> thrown(throwable)).getCause();

    assertThat(Dump.of(cause)).isEqualTo(Dump.of(throwable));
    assertThat(cause.toString()).isEqualTo(throwable.toString());
    assertThat(cause.getStackTrace()).isEqualTo(throwable.getStackTrace());
  }

  private static TaskFailedException failureOf(TaskCallable<?> task) {
    TaskFailedException failure =
        catchThrowableOfType(TaskFailedException.class, () -> pool.<Object>apply(task));
    assertThat(failure).isNotNull();
    return failure;
  }

  private static Object thrown(Throwable throwable) throws Exception {
    if (throwable instanceof Error error) {
      throw error;
    }
    throw (Exception) throwable;
  }

  private static Object failUnknown() throws Exception {
    try {
      return Class.forName("com.acme.Unknown").getMethod("fail").invoke(null);
    } catch (InvocationTargetException e) {
      return thrown(e.getCause());
    }
  }

  private static Throwable anonymous(String message) {
    return new IllegalStateException(message) {
      private static final long serialVersionUID = 1L;
    };
  }

  private static Throwable causesInACircle(String message) {
    Exception first = new IllegalStateException(message);
    Exception second = new IOException("second", first);
    first.initCause(second);
    return first;
  }

  private static Throwable suppressedInACircle(String message) {
    Exception first = new IllegalStateException(message);
    Exception second = new IOException("second");
    first.addSuppressed(second);
    second.addSuppressed(first);
    return first;
  }

  private static Throwable deepCauses(String message) {
    Exception at = new IOException("innermost");
    for (int i = 0; i < 100_000; i++) {
      at = new IllegalStateException(message, at);
    }
    return at;
  }

  private static Throwable manySuppressed(String message) {
    Exception all = new IllegalStateException(message);
    for (int i = 0; i < 3_000; i++) {
      all.addSuppressed(new HostileThrowables.NoStack("suppressed " + i));
    }
    return all;
  }

  /** Each of them has two: thousands, none of which is deep. */
  private static Throwable suppressedTree(String message, int depth) {
    Exception tree = new IllegalStateException(message);
    if (depth > 0) {
      tree.addSuppressed(suppressedTree(message, depth - 1));
      tree.addSuppressed(suppressedTree(message, depth - 1));
    }
    return tree;
  }

  private static Throwable longMessages(String message) {
    Exception at = new IOException("innermost");
    for (int i = 0; i < 40; i++) {
      at = new IllegalStateException(message + " " + "x".repeat(1_000_000), at);
    }
    return at;
  }

  private static String printed(Throwable throwable) {
    StringWriter text = new StringWriter();
    throwable.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
