package io.procpool.it.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.MapOptions;
import io.procpool.ProcessPool;
import io.procpool.ProcessPoolBuilder;
import io.procpool.task.TaskContext;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines come out whole, however many print at a time. */
class WholeLinesIT {

  private static final int LINES = 2000;

  private final Sink out = new Sink();
  private final Sink err = new Sink();

  @ParameterizedTest
  @EnumSource
  void linesOfSeveralWorkersAndThreadsAreNotTorn(Link link) {
    try (ProcessPool pool = link.build(builder(4))) {
      pool.map(
          length -> Printing.linesFromTwoThreads(LINES, length),
          List.of(10, 50, 100, 500),
          MapOptions.DEFAULT.withChunkSize(1));
    }

    List<String> expected =
        IntStream.of(10, 50, 100, 500)
            .boxed()
            .flatMap(length -> Stream.of("a".repeat(length), "b".repeat(length)))
            .flatMap(line -> Collections.nCopies(LINES, line).stream())
            .toList();
    assertThat(sorted(out.lines())).isEqualTo(sorted(expected));
  }

  /**
   * Longer than the JDK's buffers, so that a line reaches the worker's stream in several writes.
   */
  @ParameterizedTest
  @ValueSource(ints = {100, 20_000})
  void aLineOfAThreadThatStaysIsNotTornWhereATaskEnds(int length) {
    try (ProcessPool pool = builder(1).build()) {
      pool.<Integer>apply(() -> Printing.linesFromAThreadThatStays(LINES, length));
      while (out.text().length() < LINES * (length + 1)) {
        pool.map(x -> x, IntStream.range(0, 100).boxed().toList());
      }
    }

    assertThat(out.lines().stream().map(String::length).collect(Collectors.toSet()))
        .isEqualTo(Set.of(length));
  }

  @Test
  void eachLineBeginsWithItsWorkerIfThatIsAskedFor() {
    List<String> names;
    try (ProcessPool pool = builder(2).tagOutput(true).build()) {
      names =
          pool.map(
              item -> {
                String name = TaskContext.current().workerName();
                System.out.println("out of " + name);
                System.out.println("more of " + name);
                System.err.println("err of " + name);
                return name;
              },
              IntStream.range(0, 20).boxed().toList(),
              MapOptions.DEFAULT.withChunkSize(1));
    }

    assertThat(out.lines())
        .containsExactlyInAnyOrderElementsOf(
            names.stream().flatMap(name -> tagged(name, "out of ", "more of ").stream()).toList());
    assertThat(err.lines())
        .containsExactlyInAnyOrderElementsOf(
            names.stream().flatMap(name -> tagged(name, "err of ").stream()).toList());
  }

  @Test
  void withoutTagsLinesComeAsTheyWerePrinted() {
    try (ProcessPool pool = builder(1).build()) {
      pool.<Integer>apply(
          () -> {
            System.out.println("größer");
            System.out.println();
            System.err.println("größer, err");
            return 0;
          });
    }

    assertThat(out.text()).isEqualTo("größer\n\n");
    assertThat(err.text()).isEqualTo("größer, err\n");
  }

  private ProcessPoolBuilder builder(int processes) {
    return ProcessPool.builder().processes(processes).output(out.stream(), err.stream());
  }

  private static List<String> tagged(String name, String... texts) {
    return Stream.of(texts).map(text -> "[" + name + "] " + text + name).toList();
  }

  private static List<String> sorted(List<String> lines) {
    return lines.stream().sorted().toList();
  }
}
