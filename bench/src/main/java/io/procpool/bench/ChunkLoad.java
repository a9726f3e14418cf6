package io.procpool.bench;

import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * An input whose tasks take known times.
 *
 * @param name what it is called on the command line and in the table
 * @param items for {@link BusyTask}
 * @param isCounted whether the pool is told how many there are
 */
record ChunkLoad(String name, List<Integer> items, boolean isCounted) {

  private static final int SEED = 4711;

  /** All of them, each about 0.3 s for two workers, by the time that a turn takes. */
  static List<ChunkLoad> all(double turnsPerMicro) {
    Random random = new Random(SEED);
    Maker maker = new Maker(turnsPerMicro);
    return List.of(
        maker.load("tiny", 1_000_000, true, i -> 0),
        maker.load("tiny-uncounted", 1_000_000, false, i -> 0),
        maker.load("1us", 400_000, true, i -> 1),
        maker.load("1us-uncounted", 400_000, false, i -> 1),
        maker.load("100us", 6_000, true, i -> 100),
        maker.load("10ms", 60, true, i -> 10_000),
        maker.load("skewed", 6_000, true, i -> random.nextInt(100) == 0 ? 10_000 : 10),
        maker.load("skewed-uncounted", 6_000, false, i -> random.nextInt(100) == 0 ? 10_000 : 10),
        maker.load("ascending", 3_000, true, i -> square(i)),
        maker.load("descending", 3_000, true, i -> square(2_999 - i)),
        maker.load("descending-uncounted", 3_000, false, i -> square(2_999 - i)),
        maker.load("alternating", 1_200, true, i -> i % 2 == 0 ? 1 : 1_000),
        maker.load("phases", 60_300, true, i -> i % 20_100 < 20_000 ? 2 : 2_000),
        maker.load("warm-up", 400_000, true, i -> i < 4 ? 20_000 : 1),
        maker.load("heavy-last", 300_001, true, i -> i < 300_000 ? 1 : 50_000));
  }

  /** From 1 us to 600 us, most of them cheap. */
  private static double square(int i) {
    return 1 + 600.0 * i / 3_000 * i / 3_000;
  }

  Iterable<Integer> input() {
    return isCounted ? items : items::iterator;
  }

  /** Python's chunk size for it. */
  int pythonSize(int workers) {
    return Math.max(1, (items.size() + 4 * workers - 1) / (4 * workers));
  }

  private record Maker(double turnsPerMicro) {

    ChunkLoad load(String name, int tasks, boolean isCounted, IntToDoubleFunction micros) {
      List<Integer> items =
          IntStream.range(0, tasks)
              .map(i -> (int) (micros.applyAsDouble(i) * turnsPerMicro))
              .boxed()
              .toList();
      return new ChunkLoad(name, items, isCounted);
    }
  }
}
