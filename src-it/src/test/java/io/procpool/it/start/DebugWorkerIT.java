package io.procpool.it.start;

import static io.procpool.it.Eventually.eventually;
import static io.procpool.it.calls.Probes.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.MapOptions;
import io.procpool.PoolClosedException;
import io.procpool.ProcessPool;
import io.procpool.ProcessPoolBuilder;
import io.procpool.TaskOptions;
import io.procpool.TaskTimeoutException;
import io.procpool.it.CommandLine;
import io.procpool.it.calls.Background;
import io.procpool.it.calls.Probes;
import io.procpool.it.calls.Signal;
import io.procpool.it.wire.Link;
import io.procpool.it.wire.Program;
import io.procpool.it.wire.Sink;
import io.procpool.task.TaskContext;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One worker in a real debugger, and nothing that hurries it; the others know nothing of that. */
class DebugWorkerIT {

  private static final Pattern WAITS =
      Pattern.compile(
          "(\\S+-worker-(\\d+)) \\(pid (\\d+)\\) waits for a debugger at localhost:(\\d+)");

  private static final TaskOptions SHORT =
      TaskOptions.DEFAULT.withTaskTimeout(Duration.ofMillis(300));

  @TempDir private Path folder;

  private final Sink err = new Sink();

  @ParameterizedTest
  @EnumSource
  void aTaskStandsAtABreakpointBeyondItsLimitAndTheOtherWorkersTasksDoNot(Link link)
      throws Exception {
    String before = link.choose();
    try (ProcessPool pool = builder(2).grace(Duration.ofMillis(50)).build();
        Debugger debugger = Debugger.attach(port())) {
      Background<Void> breaking = breakAtStep(debugger);
      Set<Long> both = Probes.meetingOfAll(pool, folder, "both");
      Signal release = Signal.in(folder, "release");
      CompletableFuture<List<Integer>> held = holdWorker(1, pool, release);

      CompletableFuture<Integer> stepped = pool.applyAsync(() -> step(20), SHORT);
      breaking.get(60, TimeUnit.SECONDS);
      debugger.awaitBreakpoint();
      release.give();
      held.get(60, TimeUnit.SECONDS);

      assertThatThrownBy(() -> pool.apply(io.procpool.testkit.Probes.spin(), SHORT))
          .isInstanceOf(TaskTimeoutException.class);
      assertThat(stepped).isNotDone();
      debugger.resume();
      assertThat(stepped.get(60, TimeUnit.SECONDS)).isEqualTo(21);
      assertThat(both).contains(pid());
      assertThat(Probes.meetingOfAll(pool, folder, "again")).contains(pid());
    } finally {
      Link.restore(before);
    }
  }

  @Test
  void theOtherWorkersRunAllTasksUntilADebuggerComes() throws Exception {
    try (ProcessPool pool = builder(2).startTimeout(Duration.ofSeconds(20)).build()) {
      Set<Integer> slots =
          pool
              .map(
                  x -> TaskContext.current().slot(),
                  range(0, 20),
                  MapOptions.DEFAULT.withChunkSize(1))
              .stream()
              .collect(Collectors.toSet());
      assertThat(slots).containsExactly(1);

      Debugger.attach(port()).close();

      assertThat(Probes.meetingOfAll(pool, folder, "both")).hasSize(2).contains(pid());
    }
  }

  @Test
  void aPoolOfOneIsThereWhenTheDebuggerHasCome() throws Exception {
    Background<ProcessPool> building =
        Background.start(
            () ->
                builder(1)
                    .startTimeout(Duration.ofMillis(1))
                    .initializerTimeout(Duration.ofMillis(1))
                    .initializer(() -> step(1))
                    .build());
    try (Debugger debugger = Debugger.attach(port())) {
      Background<Void> breaking = breakAtStep(debugger);
      breaking.get(60, TimeUnit.SECONDS);
      debugger.awaitBreakpoint();
      assertThat(building).isNotDone();
    }

    try (ProcessPool pool = building.get(60, TimeUnit.SECONDS)) {
      assertThat(pool.apply(Probes::pid)).isEqualTo(pid());
    }
  }

  @Test
  void itsReplacementWaitsForADebuggerAsItDid() throws Exception {
    try (ProcessPool pool = builder(2).spares(1).build()) {
      Debugger.attach(port()).close();
      Probes.meetingOfAll(pool, folder, "both");
      long first = pid();

      Probes.kill(first);

      eventually("the next waits", () -> waiting().size() == 2);
      assertThat(Long.parseLong(waiting().get(1).group(3))).isNotEqualTo(first);
      assertThat(waiting().get(1).group(2)).isEqualTo("0");
      assertThat(pool.apply(() -> TaskContext.current().slot())).isEqualTo(1);
    }
  }

  @Test
  void aPoolIsTerminatedWhileItsTaskStandsAtABreakpoint() throws Exception {
    ProcessPool pool = builder(2).build();
    try (Debugger debugger = Debugger.attach(port())) {
      Background<Void> breaking = breakAtStep(debugger);
      Probes.meetingOfAll(pool, folder, "both");
      CompletableFuture<List<Integer>> held = holdWorker(1, pool, Signal.in(folder, "never"));
      CompletableFuture<Integer> stepped = pool.applyAsync(() -> step(1));
      breaking.get(60, TimeUnit.SECONDS);
      debugger.awaitBreakpoint();

      pool.terminate();

      assertThatThrownBy(stepped::join).hasCauseInstanceOf(PoolClosedException.class);
      assertThatThrownBy(held::join).hasCauseInstanceOf(PoolClosedException.class);
    } catch (com.sun.jdi.VMDisconnectedException e) {
      assertThat(e).as("it is gone, as it should").isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itDoesNotOutliveItsPoolWhetherItWaitsOrIsHeld(boolean isHeld) throws Exception {
    Process parent =
        CommandLine.start(Program.command(Parent.class, List.of()), Path.of("."), Map.of());
    try (BufferedReader lines = parent.errorReader()) {
      Matcher said = WAITS.matcher(lines.readLine());
      assertThat(said.matches()).isTrue();
      long worker = Long.parseLong(said.group(3));
      if (isHeld) {
        Debugger debugger = Debugger.attach(Integer.parseInt(said.group(4)));
        Background<Void> breaking = breakAtStep(debugger);
        breaking.get(60, TimeUnit.SECONDS);
        debugger.awaitBreakpoint();
      }
      assertThat(ProcessHandle.of(worker)).isPresent();

      parent.destroyForcibly();

      Probes.awaitDeath(worker);
    } finally {
      CommandLine.kill(parent);
      ProcessPool.create(1).close(); // which removes what killed pools have left
    }
  }

  @Test
  void aSlotThatThePoolHasNotIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProcessPool.builder().processes(2).debugWorker(2).build())
        .withMessageContaining("debugWorker must be from 0 to 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProcessPool.builder().processes(2).debugWorker(-2).build());
  }

  /** The main class of a process that is killed. */
  static final class Parent {

    private Parent() {}

    public static void main(String[] args) {
      try (ProcessPool pool = ProcessPool.builder().processes(1).debugWorker(0).build()) {
        pool.apply(() -> step(1));
      }
    }
  }

  private ProcessPoolBuilder builder(int processes) {
    return ProcessPool.builder()
        .processes(processes)
        .debugWorker(0)
        .output(err.stream(), err.stream());
  }

  /** Where the debugger stops. */
  private static int step(int number) {
    return number + 1;
  }

  private static Background<Void> breakAtStep(Debugger debugger) {
    return Background.start(
        () -> {
          debugger.breakAt(DebugWorkerIT.class, "step");
          return null;
        });
  }

  /** Keeps a worker busy, and none but this. */
  private CompletableFuture<List<Integer>> holdWorker(int slot, ProcessPool pool, Signal release) {
    Signal held = Signal.in(folder, "held");
    Signal other = Signal.in(folder, "other");
    CompletableFuture<List<Integer>> both =
        pool.mapAsync(
            x -> {
              if (TaskContext.current().slot() == slot) {
                held.give();
                release.await();
              } else {
                held.await();
                other.give();
              }
              return x;
            },
            range(0, 2),
            MapOptions.DEFAULT.withChunkSize(1));
    eventually("the other worker has nothing to do", other::isGiven);
    return both;
  }

  private List<Matcher> waiting() {
    return err.lines().stream().map(WAITS::matcher).filter(Matcher::matches).toList();
  }

  private int port() {
    eventually("a worker waits for a debugger", () -> !waiting().isEmpty());
    return Integer.parseInt(waiting().get(0).group(4));
  }

  private long pid() {
    return Long.parseLong(waiting().get(0).group(3));
  }
}
