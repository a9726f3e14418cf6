package io.procpool.it.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.MapOptions;
import io.procpool.ProcessPool;
import io.procpool.ProcessPoolBuilder;
import io.procpool.it.Eventually;
import io.procpool.task.TaskContext;
import io.procpool.task.TaskFunction;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a task prints, its result is right, and its text comes out where it was asked for. */
class PrintedTextIT {

  private static final List<Integer> ITEMS = IntStream.range(0, 20).boxed().toList();
  private static final List<Integer> ITEMS_PLUS_ONE = IntStream.range(1, 21).boxed().toList();
  private static final int MEGABYTE = 1024 * 1024;

  private final Sink out = new Sink();
  private final Sink err = new Sink();

  @ParameterizedTest
  @EnumSource
  void aMegabyteWithoutALineEndComesWhole(Link link) {
    try (ProcessPool pool = pool(link)) {
      assertThat(pool.<Integer>apply(() -> Printing.letters('x', MEGABYTE))).isEqualTo(MEGABYTE);
    }

    assertThat(out.text().replace("\n", "")).isEqualTo("x".repeat(MEGABYTE));
    assertThat(err.text()).isEmpty();
  }

  /** At an odd offset, so that the pieces of a long line cannot all end between two letters. */
  @ParameterizedTest
  @EnumSource
  void aLongLineIsNotCutInsideALetter(Link link) {
    try (ProcessPool pool = pool(link)) {
      pool.<Integer>apply(() -> Printing.letters('.', 1) + Printing.letters('ö', MEGABYTE));
    }

    assertThat(out.text().replace("\n", "")).isEqualTo("." + "ö".repeat(MEGABYTE));
  }

  @ParameterizedTest
  @EnumSource
  void aByteOfZeroIsText(Link link) {
    assertThat(mapped(link, Printing::zeroByte)).isEqualTo(ITEMS_PLUS_ONE);

    assertThat(out.lines()).hasSize(20).containsOnly("\0");
  }

  @ParameterizedTest
  @EnumSource
  void aLineThatATaskLeavesOpenEndsWithTheTask(Link link) {
    assertThat(mapped(link, Printing::formatted)).isEqualTo(ITEMS_PLUS_ONE);

    assertThat(out.lines())
        .containsExactlyInAnyOrderElementsOf(ITEMS.stream().map(i -> "item " + i).toList());
  }

  @ParameterizedTest
  @EnumSource
  void aLibraryThatKeptTheOriginalStreamHarmsNothing(Link link) {
    assertThat(mapped(link, Printing::throughLibrary)).isEqualTo(ITEMS_PLUS_ONE);

    assertThat(out.text()).isEmpty();
    assertThat(err.lines())
        .containsExactlyInAnyOrderElementsOf(ITEMS.stream().map(i -> "library " + i).toList());
  }

  @ParameterizedTest
  @EnumSource
  void bytesOfTheProtocolArePrintedAndNotObeyed(Link link) {
    assertThat(mapped(link, Printing::bytesOfTheProtocol)).isEqualTo(ITEMS_PLUS_ONE);

    assertThat(out.text()).contains("procpool");
    assertThat(err.text()).contains("procpool");
  }

  @ParameterizedTest
  @EnumSource
  void aTaskThatPrintsMuchToStderrEnds(Link link) {
    try (ProcessPool pool = pool(link)) {
      assertThat(pool.apply(Printing::muchToStderr, 1)).isEqualTo(2);
    }

    assertThat(err.lines()).hasSize(100_000).containsOnly("e".repeat(99));
    assertThat(out.text()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void standardInputIsAtItsEnd(Link link) {
    try (ProcessPool pool = link.build(builder().processes(1))) {
      TaskFunction<Integer, Integer> readingStdin = Printing::readingStdin;
      assertThat(pool.apply(readingStdin, 7)).isEqualTo(-1000 + 7);

      assertThat(pool.map(x -> x + 1, ITEMS.subList(0, 10)))
          .isEqualTo(ITEMS_PLUS_ONE.subList(0, 10));
      assertThat(pool.<String>apply(() -> TaskContext.current().workerName()))
          .as("the worker is still the first one")
          .endsWith("-worker-0");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatATaskPrintsIsSeenBeforeItEnds(Link link) {
    try (ProcessPool pool = pool(link)) {
      var ending =
          pool.<Integer>applyAsync(
              () -> {
                System.out.println("half of it");
                Thread.sleep(60_000);
                return 1;
              });
      Eventually.eventually("the line is seen", () -> out.text().equals("half of it\n"));

      assertThat(ending).isNotDone();
      pool.terminate();
    }
  }

  private List<Integer> mapped(Link link, TaskFunction<Integer, Integer> function) {
    try (ProcessPool pool = pool(link)) {
      return pool.map(function, ITEMS, MapOptions.DEFAULT.withChunkSize(3));
    }
  }

  private ProcessPool pool(Link link) {
    return link.build(builder());
  }

  private ProcessPoolBuilder builder() {
    return ProcessPool.builder().processes(2).output(out.stream(), err.stream());
  }
}
