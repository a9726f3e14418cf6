package io.procpool.it;

import static io.procpool.it.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.procpool.ProcessPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** The check that nothing is left behind is a check that can fail. */
class LeakCheckIT {

  private static final Duration SHORT = Duration.ofMillis(100);

  private final Snapshot before = Snapshot.take();

  /** That the names which the check looks for are those of real threads and workers. */
  @Test
  void aPoolThatIsNotClosedIsReported() {
    try (ProcessPool forgotten = ProcessPool.create(1)) {
      assertThat(forgotten.<Integer>apply(() -> 42)).isEqualTo(42);

      assertThatThrownBy(() -> LeakCheck.assertNothingLeftSince(before, SHORT, "this test"))
          .hasMessageContaining("thread procpool-")
          .hasMessageContaining("io.procpool.worker.WorkerMain");
    }
  }

  @Test
  void aLeakedThreadIsReportedWithItsStack() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    Thread leaked = startThread("procpool-99-worker-1-reader", end);

    assertThatThrownBy(() -> LeakCheck.assertNothingLeftSince(before, SHORT, "this test"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("this test left behind")
        .hasMessageContaining("thread procpool-99-worker-1-reader")
        .hasMessageContaining("CountDownLatch.await");

    end.countDown();
    leaked.join(10_000);
    assertThat(Snapshot.take().beyond(before)).isEmpty();
  }

  @Test
  void aThreadThatIsNotThePoolsIsNoLeak() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    Thread other = startThread("somebody-elses", end);

    LeakCheck.assertNothingLeftSince(before, SHORT, "this test");

    end.countDown();
    other.join(10_000);
  }

  @Test
  void aLeakedChildIsReportedAndKilled() {
    Process leaked = shell("read line # a child");

    assertThatThrownBy(() -> LeakCheck.assertNothingLeftSince(before, SHORT, "this test"))
        .hasMessageContaining("process " + leaked.pid())
        .hasMessageContaining("a child");

    eventually("the leaked child is dead", () -> !leaked.isAlive());
  }

  /** The outer shell ends; the inner one is left to init, and reads what nobody writes. */
  @Test
  void anOrphanedWorkerIsReportedAndKilled(@TempDir Path folder) throws IOException {
    Process outer =
        shell(
            "mkfifo %1$s; sh -c 'read line # io.procpool.worker.WorkerMain' <>%1$s >%1$s 2>&1 &"
                    .formatted(folder.resolve("fifo"))
                + " echo $!");
    ProcessHandle orphan = ProcessHandle.of(readNumber(outer)).orElseThrow();
    eventually("the outer shell has ended", () -> !outer.isAlive());

    assertThatThrownBy(() -> LeakCheck.assertNothingLeftSince(before, SHORT, "this test"))
        .hasMessageContaining("process " + orphan.pid())
        .hasMessageContaining("io.procpool.worker.WorkerMain");

    eventually("the orphan is dead", () -> !Snapshot.take().processes().contains(orphan));
  }

  @Test
  void aLeakedFileIsReported() throws IOException {
    Path leaked = Files.createTempFile("procpool", ".status");

    assertThatThrownBy(() -> LeakCheck.assertNothingLeftSince(before, SHORT, "this test"))
        .hasMessageContaining("file " + leaked);

    Files.delete(leaked);
    assertThat(Snapshot.take().beyond(before)).isEmpty();
  }

  @Test
  void whatWasThereBeforeIsNoLeak() throws IOException {
    Path older = Files.createTempDirectory("procpool");

    LeakCheck.assertNothingLeftSince(Snapshot.take(), SHORT, "this test");

    Files.delete(older);
  }

  @Test
  void whatGoesInTimeIsNoLeak() {
    Process child = shell("read line");
    Thread killer = new Thread(() -> CommandLine.kill(child));
    killer.start();

    LeakCheck.assertNothingLeftSince(before, Duration.ofSeconds(30), "this test");
  }

  @Test
  void everyTestIsCheckedWithoutAskingForIt() throws IOException {
    EngineExecutionResults results = run(Leaks.OfATest.class);

    assertFailed(results.testEvents(), Leaks.OfATest.FILE);
    Files.delete(Leaks.OfATest.FILE);
  }

  @Test
  void aClassWithASharedPoolIsCheckedAtItsEndAlone() throws IOException {
    EngineExecutionResults results = run(Leaks.OfAClass.class);

    results.testEvents().assertStatistics(tests -> tests.succeeded(1).failed(0));
    assertFailed(results.containerEvents(), Leaks.OfAClass.FILE);
    Files.delete(Leaks.OfAClass.FILE);
  }

  @Test
  void aClassThatEndsItsSharedPoolPasses() {
    EngineExecutionResults results = run(Leaks.OfNobody.class);

    results.allEvents().assertStatistics(all -> all.failed(0));
  }

  /** With the configuration of this module's tests, or nothing would find the extension. */
  private static EngineExecutionResults run(Class<?> testClass) {
    return EngineTestKit.engine("junit-jupiter")
        .enableImplicitConfigurationParameters(true)
        .configurationParameter(LeakCheck.LIMIT_MILLIS, "100")
        .selectors(selectClass(testClass))
        .execute();
  }

  private static void assertFailed(Events events, Path leaked) {
    assertThat(events.failed().stream())
        .singleElement()
        .satisfies(event -> assertThat(event.toString()).contains("file " + leaked));
  }

  /** Waits for a line of its input, and so for ever if nobody ends it. */
  private static Process shell(String script) {
    return CommandLine.start(List.of("sh", "-c", script), Path.of("."), Map.of());
  }

  private static long readNumber(Process process) throws IOException {
    return Long.parseLong(process.inputReader().readLine());
  }

  private static Thread startThread(String name, CountDownLatch end) {
    Thread thread = new Thread(() -> await(end), name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void await(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
