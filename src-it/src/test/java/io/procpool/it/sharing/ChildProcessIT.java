package io.procpool.it.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.SerializationException;
import io.procpool.it.Eventually;
import io.procpool.sharing.ChildProcess;
import io.procpool.task.TaskRunnable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A child process as an object of its parent: what can be asked of it, and done to it, and when.
 */
class ChildProcessIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path temporary;

  // S86
  @ParameterizedTest
  @CsvSource({"0, 0", "7, 7", "300, 44", "143, 143", "137, 137"})
  void anExitCodeIsWhatTheChildAskedFor(int asked, int code) throws Exception {
    ChildProcess child = ChildProcess.of(Deeds::exit, asked).start();

    assertThat(child.join(LIMIT)).isTrue();

    assertThat(child.exitCode()).hasValue(code);
  }

  // S86
  @Test
  void aChildThatReturnsEndsWithZeroAndOneThatThrowsWithOne() throws Exception {
    ChildProcess returning = ChildProcess.of(Deeds::nothing).start();
    ChildProcess throwing = ChildProcess.of(Deeds::fail, "this is expected").start();

    assertThat(returning.join(LIMIT)).isTrue();
    assertThat(throwing.join(LIMIT)).isTrue();

    assertThat(returning.exitCode()).hasValue(0);
    assertThat(throwing.exitCode()).hasValue(1);
  }

  // S86
  @Test
  void aSignalIsToldFromAnExitCode() throws Exception {
    ChildProcess terminated = ChildProcess.of(() -> createAndSleep(file("a"))).start();
    ChildProcess killed = ChildProcess.of(() -> createAndSleep(file("b"))).start();
    ChildProcess early = ChildProcess.of(Deeds::sleep, 30).start();
    early.terminate();
    Eventually.eventually("both run", () -> exists("a") && exists("b"));

    terminated.terminate();
    killed.kill();

    for (ChildProcess child : List.of(terminated, killed, early)) {
      assertThat(child.join(LIMIT)).isTrue();
    }
    assertThat(terminated.exitCode()).hasValue(-15);
    assertThat(killed.exitCode()).hasValue(-9);
    assertThat(early.exitCode()).hasValue(-15);
    assertThat(killed.toString()).contains("ended by SIGKILL");
  }

  // S87
  @Test
  void beforeItsStartAChildHasNoPidIsNotAliveAndCannotBeJoined() {
    ChildProcess child = ChildProcess.of(Deeds::nothing).name("early");

    assertThat(child.isAlive()).isFalse();
    assertThat(child.exitCode()).isEmpty();
    assertThat(child.name()).isEqualTo("early");
    assertThatThrownBy(child::pid).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(child::join)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("early has not been started");
    assertThatThrownBy(child::onExit).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(child::terminate).isInstanceOf(IllegalStateException.class);
    assertThatCode(child::close).doesNotThrowAnyException();
  }

  // S87
  @Test
  void aChildThatRunsIsStartedOnceJoinedInTimeAndNotClosed() throws Exception {
    ChildProcess child = ChildProcess.of(Deeds::sleep, 30).name("late").start();
    long begun = System.nanoTime();

    assertThat(child.join(Duration.ofMillis(200))).isFalse();

    assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(200_000_000L);
    assertThat(child.join(Duration.ZERO)).isFalse();
    assertThat(child.join(Duration.ofSeconds(-1))).isFalse();
    assertThat(child.isAlive()).isTrue();
    assertThat(ProcessHandle.of(child.pid())).isPresent();
    assertThat(ChildProcess.activeChildren()).contains(child);
    assertThatThrownBy(child::start).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> child.name("other")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(child::close)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("alive");

    child.kill();
    child.join();
    assertThat(ChildProcess.activeChildren()).doesNotContain(child);
    assertThat(child.isAlive()).isFalse();
    assertThat(child.join(Duration.ZERO)).as("again").isTrue();
    assertThatCode(child::kill).as("of a dead one").doesNotThrowAnyException();
    assertThatCode(child::terminate).as("of a dead one").doesNotThrowAnyException();
    assertThatCode(child::pause).as("of a dead one").doesNotThrowAnyException();

    child.close();
    child.close();
    assertThat(child.name()).isEqualTo("late");
    assertThatThrownBy(child::exitCode).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(child::isAlive).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(child::join).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void itsEndIsToldToWhoeverAsked() throws Exception {
    ChildProcess child = ChildProcess.of(Deeds::exit, 5).start();
    CompletableFuture<Integer> code = child.onExit().thenApply(it -> it.exitCode().getAsInt());

    assertThat(child.onExit().cancel(true)).as("somebody's own future").isTrue();

    assertThat(code.get(60, TimeUnit.SECONDS)).isEqualTo(5);
    assertThat(child.onExit().get(1, TimeUnit.SECONDS)).isSameAs(child);
  }

  @Test
  void targetsTakeArgumentsAndCaptureThem() throws Exception {
    Path first = temporary.resolve("first");
    byte[] large = new byte[5_000_000];
    ChildProcess child = ChildProcess.of(ChildProcessIT::write, first.toString(), large).start();
    int number = 42;
    String second = temporary.resolve("second").toString();
    ChildProcess other =
        ChildProcess.of(() -> Files.writeString(Path.of(second), number + " " + large.length))
            .jvmArgs("-Xmx100m")
            .start();

    child.join();
    other.join();

    assertThat(Files.size(first)).isEqualTo(5_000_000);
    assertThat(second).satisfies(file -> assertThat(Path.of(file)).hasContent("42 5000000"));
  }

  @Test
  void aTargetThatCannotBeSentIsRefusedOnTheLineOfItsStart() {
    Thread unsendable = Thread.currentThread();
    TaskRunnable target = () -> unsendable.interrupt();
    ChildProcess child = ChildProcess.of(target);

    assertThatThrownBy(child::start)
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("java.lang.Thread");
    assertThat(child.isAlive()).isFalse();
  }

  /** Tutorial 003: its child processes can be paused and terminated. */
  @Test
  void aPausedChildStandsStillUntilItIsResumedOrTerminated() throws Exception {
    String file = file("ticks");
    ChildProcess child = ChildProcess.of(ChildProcessIT::tick, file).start();
    Eventually.eventually("it ticks", () -> exists("ticks"));

    child.pause();
    Eventually.eventually("it stands", () -> stateOf(child) == 'T');
    long stood = size(file);
    assertThat(child.join(Duration.ofMillis(300))).isFalse();
    assertThat(size(file)).isEqualTo(stood);

    child.resume();
    Eventually.eventually("it goes on", () -> size(file) > stood);

    child.pause();
    child.terminate();
    assertThat(child.join(LIMIT)).as("one that is paused is terminated too").isTrue();
    assertThat(child.exitCode()).hasValue(-15);
  }

  @Test
  void manyChildrenAtOnce() throws Exception {
    List<ChildProcess> children =
        IntStream.range(0, 6)
            .mapToObj(i -> ChildProcess.of(Deeds::exit, i).name("child " + i).start())
            .toList();

    for (ChildProcess child : children) {
      assertThat(child.join(LIMIT)).isTrue();
    }

    assertThat(children.stream().map(child -> child.exitCode().getAsInt()))
        .containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(ChildProcess.cpuCount()).isPositive();
  }

  private static void write(String file, byte[] bytes) throws Exception {
    Files.write(Path.of(file), bytes);
  }

  private static void createAndSleep(String file) throws Exception {
    Files.createFile(Path.of(file));
    Deeds.sleep(60);
  }

  private static void tick(String file) throws Exception {
    StringBuilder ticks = new StringBuilder();
    while (true) {
      Files.writeString(Path.of(file), ticks.append('.'));
      Thread.sleep(10);
    }
  }

  private String file(String name) {
    return temporary.resolve(name).toString();
  }

  private boolean exists(String name) {
    return Files.exists(temporary.resolve(name));
  }

  private static long size(String file) {
    try {
      return Files.size(Path.of(file));
    } catch (java.io.IOException e) {
      return -1;
    }
  }

  /** By Linux: T is stopped. */
  private static char stateOf(ChildProcess child) {
    try {
      String stat = Files.readString(Path.of("/proc/" + child.pid() + "/stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2);
    } catch (java.io.IOException e) {
      return '?';
    }
  }
}
