package io.procpool.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.it.CommandLine;
import io.procpool.it.Eventually;
import io.procpool.it.wire.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When the pool's JVM is killed, its workers end, at whatever moment that is. */
class PoolKilledIT {

  /** What is promised is 2 seconds; a machine under load may be late. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void theWorkerEnds(DoomedParent.Doing doing) throws Exception {
    List<String> flags = List.of("-Djava.io.tmpdir=" + folder);
    Process parent =
        CommandLine.start(
            Program.command(DoomedParent.class, flags, doing.name(), folder.toString()),
            Path.of("."),
            Map.of());
    DoomedParent.signal(folder).await();
    List<ProcessHandle> workers = parent.descendants().toList();
    assertThat(workers).hasSize(1);

    long killed = System.nanoTime();
    parent.destroyForcibly();

    Eventually.eventually(
        "the worker is gone", () -> workers.stream().noneMatch(PoolKilledIT::runs));
    assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(LIMIT);
  }

  /** A zombie that nobody has waited for yet runs no more. */
  private static boolean runs(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }
}
