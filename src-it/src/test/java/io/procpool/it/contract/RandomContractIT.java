package io.procpool.it.contract;

import static io.procpool.it.calls.Probes.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.ChunkSize;
import io.procpool.MapOptions;
import io.procpool.Pool;
import io.procpool.Results;
import io.procpool.Retries;
import io.procpool.TaskOptions;
import io.procpool.context.TaskRandom;
import io.procpool.it.calls.Journal;
import io.procpool.task.TaskCallable;
import io.procpool.task.TaskContext;
import io.procpool.task.TaskFunction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A task's random numbers depend on its job's seed and its index, and on nothing else. What is
 * expected is computed here and not measured, so all kinds of pool and all JVMs have the same.
 */
@ParameterizedClass
@MethodSource("io.procpool.it.contract.PoolKind#all")
class RandomContractIT {

  private static final long SEED = 42;
  private static final List<Integer> ITEMS = range(0, 500);
  private static final TaskFunction<Integer, String> DRAWING = x -> draw();
  private static final TaskCallable<String> DRAWING_ONCE = RandomContractIT::draw;

  @Parameter private PoolKind kind;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void itIsTheSameForAnyNumberOfWorkersAndAnyChunk(int workers) {
    MapOptions options = MapOptions.DEFAULT.withSeed(SEED);
    try (Pool pool = kind.open(workers)) {
      for (ChunkSize size :
          List.of(ChunkSize.fixed(1), ChunkSize.fixed(17), ChunkSize.adaptive())) {
        assertThat(pool.map(DRAWING, ITEMS, options.withChunkSize(size))).isEqualTo(expected(SEED));
      }
      try (Results<String> unordered = pool.imapUnordered(DRAWING, ITEMS, options)) {
        assertThat(unordered).containsExactlyInAnyOrderElementsOf(expected(SEED));
      }
    }
  }

  @Test
  void aPoolsSeedMakesTheSeedsOfItsCallsInTheirOrder() {
    for (int time = 0; time < 2; time++) {
      try (Pool pool = kind.open(2, PoolSetup.seed(SEED))) {
        assertThat(pool.map(DRAWING, ITEMS)).isEqualTo(expected(TaskRandom.seedOf(SEED, 0)));
        assertThat(pool.<String>apply(DRAWING_ONCE))
            .isEqualTo(drawn(TaskRandom.seedOf(SEED, 1), 0));
        assertThat(pool.mapAsync(DRAWING, ITEMS, MapOptions.DEFAULT.withSeed(5)).join())
            .isEqualTo(expected(5));
        assertThat(pool.<String>applyAsync(DRAWING_ONCE).join())
            .isEqualTo(drawn(TaskRandom.seedOf(SEED, 3), 0));
      }
    }
  }

  @Test
  void callsHaveTheirOwnSeedTooWithANameOrWithout() {
    TaskOptions options = TaskOptions.DEFAULT.withSeed(SEED);
    try (Pool pool = kind.open(1)) {
      assertThat(pool.<String>apply(DRAWING_ONCE, options)).isEqualTo(drawn(SEED, 0));
      assertThat(pool.<String>apply(DRAWING_ONCE, options.withName("named")))
          .isEqualTo(drawn(SEED, 0));
    }
  }

  /** The mistake that everybody makes once with several processes. */
  @Test
  void withoutASeedNoTwoTasksAndNoTwoCallsDrawTheSame() {
    List<String> drawn = new ArrayList<>();
    for (int time = 0; time < 2; time++) {
      try (Pool pool = kind.open(2)) {
        drawn.addAll(pool.map(DRAWING, ITEMS));
        drawn.addAll(pool.map(DRAWING, ITEMS));
        for (int i = 0; i < 20; i++) {
          drawn.add(pool.apply(DRAWING_ONCE));
        }
      }
    }
    assertThat(new HashSet<>(drawn)).hasSameSizeAs(drawn);
  }

  @Test
  void theSeedThatACallHadByItselfCanBeLearnedAndGivenAgain() {
    TaskFunction<Integer, Long> asking = x -> TaskContext.current().seed();
    TaskFunction<Integer, Object[]> both = x -> new Object[] {asking.apply(x), draw()};
    try (Pool pool = kind.open(2)) {
      List<Object[]> results = pool.map(both, ITEMS);
      long seed = (Long) results.get(0)[0];

      assertThat(results).allMatch(result -> result[0].equals(seed));
      assertThat(pool.map(DRAWING, ITEMS, MapOptions.DEFAULT.withSeed(seed)))
          .isEqualTo(results.stream().map(result -> result[1]).toList());
    }
  }

  @Test
  void aTaskThatIsTriedAgainDrawsTheSameAgain() {
    Journal journal = Journal.in(folder);
    TaskFunction<Integer, String> failingFirst =
        x -> {
          String drawn = draw();
          synchronized (Journal.class) {
            journal.write(drawn);
            if (journal.entries().stream().filter(drawn::equals).count() < 2) {
              throw new IOException("at first");
            }
          }
          return drawn;
        };
    try (Pool pool = kind.open(1)) {
      MapOptions options = MapOptions.DEFAULT.withSeed(SEED).withRetries(Retries.of(1));
      assertThat(pool.map(failingFirst, range(0, 5), options))
          .isEqualTo(expected(SEED).subList(0, 5));
    }
  }

  @Test
  void itGoesOnWhereItWasInATask() {
    try (Pool pool = kind.open(1)) {
      assertThat(
              pool.<Boolean>apply(
                  () ->
                      TaskContext.current().random() == TaskContext.current().random()
                          && TaskContext.current().random().nextLong()
                              != TaskContext.current().random().nextLong()))
          .isTrue();
    }
  }

  private static List<String> expected(long seed) {
    return ITEMS.stream().map(index -> drawn(seed, index)).toList();
  }

  private static String drawn(long seed, long index) {
    return text(new TaskRandom(seed, index));
  }

  private static String draw() {
    return text(TaskContext.current().random());
  }

  private static String text(RandomGenerator random) {
    return random.nextLong() + " " + random.nextInt(100) + " " + random.nextDouble();
  }
}
