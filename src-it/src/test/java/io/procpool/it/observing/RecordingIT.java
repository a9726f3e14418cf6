package io.procpool.it.observing;

import static io.procpool.it.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.ProcessPool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingIT {

  @TempDir private Path folder;

  @Test
  void aRecordingHoldsWorkersChunksAndTasks() throws IOException {
    Path file = folder.resolve("pool.jfr");
    long pid;
    try (Recording recording = new Recording()) {
      recording.start();
      try (ProcessPool pool = ProcessPool.create(1)) {
        pid = pool.apply(() -> ProcessHandle.current().pid());
        pool.map(x -> x, IntStream.range(0, 1000).boxed().toList());
        assertThatThrownBy(() -> pool.apply(RecordingIT::fail));
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        eventually("a successor", () -> pool.stats().restarts() == 1);
      }
      recording.dump(file);
    }

    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    assertThat(of("WorkerStarted", events)).hasSize(2);
    assertThat(of("WorkerStarted", events).findFirst().orElseThrow().getLong("pid")).isEqualTo(pid);
    assertThat(of("WorkerEnded", events))
        .singleElement()
        .satisfies(event -> assertThat(event.getString("reason")).contains("SIGKILL"));
    assertThat(of("TasksEnded", events).mapToInt(event -> event.getInt("tasks")).sum())
        .isEqualTo(1002);
    assertThat(of("TasksEnded", events).mapToInt(event -> event.getInt("failed")).sum())
        .isEqualTo(1);
    assertThat(of("ChunkGiven", events)).hasSizeGreaterThan(2);
  }

  private static Stream<RecordedEvent> of(String name, List<RecordedEvent> events) {
    return events.stream()
        .filter(event -> event.getEventType().getName().equals("io.procpool." + name));
  }

  private static int fail() {
    throw new IllegalStateException("on purpose");
  }
}
