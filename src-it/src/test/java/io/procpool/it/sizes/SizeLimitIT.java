package io.procpool.it.sizes;

import static io.procpool.it.calls.Probes.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.procpool.MapOptions;
import io.procpool.ProcessPool;
import io.procpool.Results;
import io.procpool.SerializationException;
import io.procpool.TravelReport;
import io.procpool.it.CommandLine;
import io.procpool.it.CommandLine.Run;
import io.procpool.it.calls.Probes;
import io.procpool.it.wire.Program;
import io.procpool.task.TaskFunction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is too large fails alone, with a way out, and costs no worker. */
class SizeLimitIT {

  private static final int LIMIT = 1_000_000;

  // S49
  @ParameterizedTest
  @ValueSource(ints = {LIMIT + 1, 3 * LIMIT})
  void anItemAboveTheLimitFailsAlone(int size) {
    try (ProcessPool pool = limited()) {
      long pid = pool.apply(Probes::pid);

      List<Object> outcomes =
          outcomes(
              pool, bytes -> bytes.length, List.of(new byte[10], new byte[size], new byte[20]));

      assertThat(outcomes.get(0)).isEqualTo(10);
      assertThat(outcomes.get(1))
          .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.THROWABLE)
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("Item 1 cannot be sent")
          .hasMessageContaining("too large")
          .hasMessageContaining("the limit is " + LIMIT + " bytes")
          .hasMessageContaining("raise maxItemSize");
      assertThat(outcomes.get(2)).isEqualTo(20);
      assertThat(pool.apply(Probes::pid)).isEqualTo(pid);
    }
  }

  // S49
  @ParameterizedTest
  @ValueSource(ints = {LIMIT + 1, 3 * LIMIT})
  void aResultAboveTheLimitFailsAlone(int size) {
    try (ProcessPool pool = limited()) {
      long pid = pool.apply(Probes::pid);

      List<Object> outcomes = outcomes(pool, length -> new byte[length], List.of(10, size, 20));

      assertThat(outcomes.get(0)).isEqualTo(new byte[10]);
      assertThat(outcomes.get(1))
          .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.THROWABLE)
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("gave a result that cannot be sent")
          .hasMessageContaining("the limit is " + LIMIT + " bytes");
      assertThat(outcomes.get(2)).isEqualTo(new byte[20]);
      assertThat(pool.apply(Probes::pid)).isEqualTo(pid);
    }
  }

  @Test
  void manyPartsCountTogether() {
    try (ProcessPool pool = limited()) {
      List<byte[]> parts = List.of(new byte[600_000], new byte[600_000]);

      assertThatThrownBy(
              () -> pool.apply(io.procpool.testkit.Probes.echo(), new ArrayList<>(parts)))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("too large");
      AnnexFiles.awaitNone("of what was refused");
    }
  }

  @Test
  void aFunctionAboveTheLimitIsRefusedWhereItIsGiven() {
    byte[] captured = new byte[LIMIT];
    try (ProcessPool pool = limited()) {
      assertThatThrownBy(() -> pool.map(x -> captured.length + x, range(0, 3)))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("The function cannot be sent")
          .hasMessageContaining("raise maxItemSize");
      assertThatThrownBy(() -> pool.apply(() -> captured.length))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("The task cannot be sent");
      AnnexFiles.awaitNone("of what was refused");
    }
  }

  @Test
  void aCheckSaysSoBeforeARunAndMakesNoFile() {
    byte[] captured = new byte[LIMIT - 1000];
    try (ProcessPool pool = limited()) {
      TravelReport report =
          pool.check((byte[] bytes) -> captured.length + bytes.length, new byte[LIMIT + 1]);

      assertThat(report.parts()).filteredOn(part -> part.problem() != null).hasSize(1);
      assertThat(report.toString())
          .contains("too large")
          .contains("the limit is " + LIMIT + " bytes");
      assertThat(AnnexFiles.ofThisJvm()).isEmpty();
    }
  }

  @Test
  void whatJustFitsCrosses() {
    try (ProcessPool pool = limited()) {
      byte[] fitting = Arrays.bytes(LIMIT - 1000);

      assertThat(pool.apply(io.procpool.testkit.Probes.echo(), List.of(fitting)).get(0))
          .isEqualTo(fitting);
    }
  }

  @Test
  void aResultOfThreeGigabytesFailsAlone() {
    try (ProcessPool pool = ProcessPool.builder().processes(1).heap("5g").build()) {
      long pid = pool.apply(Probes::pid);

      SerializationException failure =
          catchThrowableOfType(
              SerializationException.class, () -> pool.apply(() -> new double[400_000_000]));

      assertThat(failure).hasMessageContaining("too large").hasMessageContaining("path of a file");
      assertThat(pool.apply(Probes::pid)).isEqualTo(pid);
    }
  }

  @Test
  void aLimitOutOfItsRangeIsRefused() {
    assertThatThrownBy(() -> ProcessPool.builder().maxItemSize(0).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxItemSize must be between 16 and 2147483647 bytes, was 0");
    assertThatThrownBy(() -> ProcessPool.builder().maxItemSize(1L << 31).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("was 2147483648");
  }

  @Test
  void anItemThatFillsTheHeapWhileItIsEncodedFailsAlone() {
    Run run =
        CommandLine.await(
            CommandLine.start(
                Program.command(
                    FullHeap.class, List.of("-Xmx96m", "-Dprocpool.annexes=none"), "unused"),
                Path.of("."),
                Map.of()));

    assertThat(run.stdout())
        .as(run.stderr())
        .isEqualTo(
            """
            10
            Item 1 cannot be sent to a worker: it does not fit into the heap
            20
            The task cannot be sent to a worker: it does not fit into the heap
            The function cannot be sent to a worker: it does not fit into the heap
            answer 42
            """);
    assertThat(run.exitCode()).isZero();
  }

  /** The main class of a JVM whose heap has room for a large value, but not for two. */
  static final class FullHeap {

    private FullHeap() {}

    public static void main(String[] args) {
      byte[] large = new byte[55_000_000];
      try (ProcessPool pool = ProcessPool.builder().processes(1).heap("32m").build()) {
        for (Object outcome :
            outcomes(pool, bytes -> bytes.length, List.of(new byte[10], large, new byte[20]))) {
          print(outcome);
        }
        try {
          pool.applyAsync(() -> large.length);
        } catch (SerializationException e) {
          print(e);
        }
        try {
          pool.map(x -> large.length + x, List.of(1));
        } catch (SerializationException e) {
          print(e);
        }
        System.out.println("answer " + pool.apply(io.procpool.testkit.Probes.answer()));
      }
    }

    private static void print(Object outcome) {
      System.out.println(
          outcome instanceof SerializationException failure
              ? failure
                  .getMessage()
                  .replaceAll("(worker: ).*(it does not fit into the heap).*", "$1$2")
              : outcome);
    }
  }

  private static ProcessPool limited() {
    return ProcessPool.builder().processes(1).maxItemSize(LIMIT).build();
  }

  private static <T, R> List<Object> outcomes(
      ProcessPool pool, TaskFunction<T, R> function, List<T> items) {
    List<Object> outcomes = new ArrayList<>();
    MapOptions together = MapOptions.DEFAULT.withChunkSize(items.size());
    try (Results<R> results = pool.imap(function, items, together)) {
      Iterator<R> iterator = results.iterator();
      while (iterator.hasNext()) {
        try {
          outcomes.add(iterator.next());
        } catch (SerializationException e) {
          outcomes.add(e);
        }
      }
    }
    return outcomes;
  }
}
