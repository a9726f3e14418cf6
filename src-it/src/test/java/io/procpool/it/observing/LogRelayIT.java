package io.procpool.it.observing;

import static io.procpool.it.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.MapOptions;
import io.procpool.ProcessPool;
import io.procpool.ProcessPoolBuilder;
import io.procpool.WorkerDiedException;
import io.procpool.it.Artifacts;
import io.procpool.it.CommandLine;
import io.procpool.it.Logged;
import io.procpool.it.wire.Program;
import io.procpool.task.RemoteException;
import io.procpool.task.TaskContext;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogRelayIT {

  private final Logged logged = Logged.listen(Logging.NAME);

  @AfterEach
  void listenNoMore() {
    logged.close();
  }

  @Test
  void whatTasksLogIsHereBeforeTheirResultsWithWorkerAndTask() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true);
    try (ProcessPool pool = pool(Level.INFO).output(stream, stream).build()) {
      String worker = pool.apply(() -> TaskContext.current().workerName());
      pool.map(Logging::log, List.of(0, 1, 2), MapOptions.DEFAULT.withChunkSize(2));

      assertThat(logged.messages())
          .containsExactly(
              "[" + worker + " task 0] task 0 of many",
              "[" + worker + " task 1] task 1 of many",
              "[" + worker + " task 2] task 2 of many");
    }
    assertThat(err.toString()).as("what is relayed is not printed").isEmpty();
  }

  @Test
  void levelsKeepTheirRankAndTheLeastIsTheLeast() {
    try (ProcessPool pool = pool(Level.WARNING).build()) {
      pool.apply(Logging::logAll, 1);
    }
    assertThat(levels())
        .containsExactly(java.util.logging.Level.SEVERE, java.util.logging.Level.WARNING);
    logged.records().clear();

    Logger.getLogger(Logging.NAME).setLevel(java.util.logging.Level.FINE);
    try (ProcessPool pool = pool(Level.ALL).build()) {
      pool.apply(Logging::logAll, 1);
    } finally {
      Logger.getLogger(Logging.NAME).setLevel(null);
    }
    assertThat(levels().map(java.util.logging.Level::intValue))
        .as("config is fine here, and finer is not heard")
        .containsExactly(1000, 900, 800, 500, 500);
    assertThat(logged.records().get(4).getLoggerName()).isEqualTo(Logging.NAME + ".system");
  }

  @Test
  void whatWasThrownIsTextWithItsStackAndItsCauses() {
    try (ProcessPool pool = pool(Level.INFO).build()) {
      pool.apply(Logging::logThrown, 1);
    }
    Throwable thrown = logged.records().get(0).getThrown();
    assertThat(thrown).isInstanceOf(RemoteException.class).hasMessage("at first");
    assertThat(thrown.toString()).endsWith("Logging$Unknown: at first");
    assertThat(thrown.getStackTrace()[0].getMethodName()).isEqualTo("logThrown");
    assertThat(thrown).cause().hasMessageContaining("its getMessage() threw");
  }

  @Test
  void aWorkerThatDiesHasSaidWhatItLogged() {
    try (ProcessPool pool = pool(Level.INFO).build()) {
      assertThatThrownBy(() -> pool.apply(Logging::logAndHalt, 3))
          .isInstanceOf(WorkerDiedException.class);
    }
    assertThat(logged.messages()).singleElement().asString().endsWith(" task 0] goodbye");
  }

  @Test
  void whatIsLoggedOutsideATaskHasNone() {
    try (ProcessPool pool = pool(Level.INFO).initializer(() -> Logging.log(7)).build()) {
      pool.apply(Logging::logInAThread, 1);
    }
    assertThat(logged.messages()).hasSize(2).noneMatch(message -> message.contains(" task 0]"));
    assertThat(logged.messages().get(0)).endsWith("] task 7 of many");
    assertThat(logged.messages().get(1)).endsWith("] beside the task");
  }

  @Test
  void aSlowHandlerHoldsUpTheTaskThatLogsAndLosesNothing() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Handler slow = handler(logRecord -> await(go));
    Logger logger = Logger.getLogger(Logging.NAME);
    logger.addHandler(slow);
    try (ProcessPool pool = pool(Level.INFO).processes(2).build()) {
      pool.warmUp();
      CompletableFuture<Integer> much = pool.applyAsync(() -> Logging.logMuch(2000));
      eventually("the first has come", () -> !logged.records().isEmpty());
      assertThat(pool.<Integer>apply(() -> 42)).as("another worker goes on").isEqualTo(42);
      assertThat(much).isNotDone();

      go.countDown();
      assertThat(much.get(60, TimeUnit.SECONDS)).isEqualTo(2000);
    } finally {
      logger.removeHandler(slow);
    }
    assertThat(logged.messages()).hasSize(2000);
    assertThat(logged.messages().get(1999)).contains("] 1999.");
  }

  @Test
  void whatAHandlerThrowsHarmsNobody() {
    Handler bad =
        handler(
            logRecord -> {
              throw new IllegalStateException("no room for this");
            });
    Logger logger = Logger.getLogger(Logging.NAME);
    logger.addHandler(bad);
    try (ProcessPool pool = pool(Level.INFO).build()) {
      assertThat(pool.map(Logging::log, List.of(0, 1))).containsExactly(0, 1);
    } finally {
      logger.removeHandler(bad);
    }
    assertThat(logged.messages()).hasSize(2);
  }

  @Test
  void slf4jIsHeardWhereItIsBoundAndItsContextHasTheTask() {
    List<Path> classPath = new ArrayList<>(Artifacts.slf4j());
    Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .forEach(classPath::add);
    try (ProcessPool pool = pool(Level.INFO).classPath(classPath).build()) {
      String worker = pool.apply(() -> TaskContext.current().workerName());
      List<String> contexts = pool.map(Logging::logBySlf4j, List.of(1, 2));

      assertThat(contexts).containsExactly(worker + " task 0", worker + " task 1");
      assertThat(logged.messages())
          .containsExactly(
              "[" + worker + " task 0] by slf4j: 1", "[" + worker + " task 1] by slf4j: 2");
    }
  }

  @Test
  void aJvmWithoutLoggingRelaysNothingAndRuns() {
    List<String> flags = List.of("--limit-modules", "jdk.unsupported");
    CommandLine.Run run = CommandLine.run(Program.command(Unlogged.class, flags), "", Path.of("."));

    assertThat(run.stderr()).isEqualTo("done" + System.lineSeparator());
  }

  /** A program whose JVMs have no logging. */
  static final class Unlogged {

    private Unlogged() {}

    public static void main(String[] arguments) {
      ProcessPoolBuilder builder = ProcessPool.builder().processes(1).relayLogs(Level.INFO);
      try (ProcessPool pool = builder.jvmArgs("--limit-modules", "jdk.unsupported").build()) {
        pool.map(x -> x, List.of(1, 2));
      }
      System.err.println("done");
    }
  }

  private Stream<java.util.logging.Level> levels() {
    return logged.records().stream().map(LogRecord::getLevel);
  }

  private static ProcessPoolBuilder pool(Level least) {
    return ProcessPool.builder().processes(1).relayLogs(least);
  }

  private static Handler handler(java.util.function.Consumer<LogRecord> deed) {
    return new Handler() {
      @Override
      public void publish(LogRecord logRecord) {
        deed.accept(logRecord);
      }

      @Override
      public void flush() {
        // nothing waits
      }

      @Override
      public void close() {
        // nothing is open
      }
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
