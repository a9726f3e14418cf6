package io.procpool.it.faults;

import static io.procpool.it.calls.Probes.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.MapOptions;
import io.procpool.ProcessPool;
import io.procpool.SerializationException;
import io.procpool.it.CommandLine;
import io.procpool.it.CommandLine.Run;
import io.procpool.it.wire.Program;
import io.procpool.task.TaskCallable;
import io.procpool.testkit.Probes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is larger than a pipe crosses; what is larger than any message is refused by its task. */
class PayloadSizeIT {

  /** A pipe holds 64 KiB; a frame not twice this. */
  private static final int MANY_PIPES = 5_000_000;

  /** Large arrays are made in the old one. */
  private static final String SMALL_YOUNG_GENERATION = "-Xmn64m";

  /** The longest array there is. A frame is a little shorter. */
  private static final int TOO_MANY = Integer.MAX_VALUE - 8;

  @TempDir private Path folder;

  @Test
  void functionItemsAndResultsThatAreLargerThanPipesCross() {
    byte[] captured = new byte[MANY_PIPES];
    captured[MANY_PIPES - 1] = 3;
    try (ProcessPool pool = ProcessPool.create(2)) {
      List<byte[]> results =
          pool.map(
              item -> {
                item[0] = captured[MANY_PIPES - 1];
                return item;
              },
              range(0, 8).stream().map(i -> new byte[MANY_PIPES + i]).toList(),
              MapOptions.DEFAULT.withChunkSize(2));

      for (int i : range(0, 8)) {
        assertThat(results.get(i)).hasSize(MANY_PIPES + i).startsWith(3);
      }
    }
  }

  /** In a JVM of its own, whose heap has room for it. */
  @Test
  void aCallThatIsLargerThanAFrameIsRefusedWhereItIsMade() {
    List<String> flags =
        List.of(
            "-Xmx2200m", SMALL_YOUNG_GENERATION, "-XX:+UseSerialGC", "-Djava.io.tmpdir=" + folder);

    Run run =
        CommandLine.await(
            CommandLine.start(
                Program.command(CallingWithTooMuch.class, flags), Path.of("."), Map.of()));

    assertThat(run.exitCode()).as(run.stderr()).isZero();
    assertThat(run.stdout()).contains("too large", "send the path of a file", "answer 42");
  }

  /** The main class of that JVM. */
  static final class CallingWithTooMuch {

    private CallingWithTooMuch() {}

    public static void main(String[] args) {
      byte[] tooLarge = new byte[TOO_MANY];
      try (ProcessPool pool = ProcessPool.builder().processes(1).heap("32m").build()) {
        try {
          pool.applyAsync(Probes.give(tooLarge));
        } catch (SerializationException e) {
          System.out.println(e.getMessage());
        }
        System.out.println("answer " + pool.apply(Probes.answer()));
      }
    }
  }

  @Test
  void aResultThatIsLargerThanAFrameFailsItsTask() {
    try (ProcessPool pool =
        ProcessPool.builder().processes(1).heap("2200m").jvmArgs(SMALL_YOUNG_GENERATION).build()) {
      TaskCallable<byte[]> givingTooMuch = () -> new byte[TOO_MANY];

      SerializationException failure =
          Outcomes.failure(
              SerializationException.class, Moment.RUNNING.outcome(pool, givingTooMuch));

      assertThat(failure)
          .hasMessageContaining("too large")
          .hasMessageContaining("send the path of a file");
      Life.assertGoesOn(pool, folder);
    }
  }
}
