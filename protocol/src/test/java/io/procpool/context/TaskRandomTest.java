package io.procpool.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The random numbers of tasks: always the same, and nothing to do with one another. */
class TaskRandomTest {

  private static final long GOLDEN = 0x9e3779b97f4a7c15L;
  private static final int STREAMS = 1 << 16;

  /** Whoever has stored a seed relies on these. */
  @Test
  void theNumbersOfASeedAndAnIndexNeverChange() {
    assertThat(new TaskRandom(0, 0).longs(3).toArray())
        .containsExactly(3501205837692748406L, -7752819873761325631L, -2867358668301916344L);
    assertThat(new TaskRandom(42, 7).longs(3).toArray())
        .containsExactly(1964390474408521146L, 7412868995259513784L, -212698332142111365L);
    assertThat(new TaskRandom(-1, Long.MAX_VALUE).nextInt(1_000)).isEqualTo(280);
    assertThat(TaskRandom.seedOf(42, 7)).isEqualTo(1964390474408521146L);
  }

  @Test
  void theAlgorithmIsThatOfTheJdk() {
    long[] words = {3, -4, 5, -6};
    ByteBuffer seed = ByteBuffer.allocate(words.length * Long.BYTES);
    for (long word : words) {
      seed.putLong(word);
    }
    RandomGenerator jdks = RandomGeneratorFactory.of("L64X128MixRandom").create(seed.array());

    TaskRandom ours = new TaskRandom(words[0], words[1], words[2], words[3]);

    assertThat(ours.longs(1_000).toArray()).containsExactly(jdks.longs(1_000).toArray());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 42, Long.MIN_VALUE})
  void theStateIsMadeAsIsDocumented(long seed) {
    for (long index : new long[] {0, 1, 1_000_000_007L, Long.MAX_VALUE}) {
      SplittableRandom words = new SplittableRandom(mix(mix(seed) + GOLDEN * index));
      TaskRandom documented =
          new TaskRandom(words.nextLong(), words.nextLong(), words.nextLong(), words.nextLong());

      assertThat(new TaskRandom(seed, index).longs(10).toArray())
          .containsExactly(documented.longs(10).toArray());
    }
  }

  /** What a SplittableRandom makes of its state, which it first adds its gamma to. */
  private static long mix(long state) {
    return new SplittableRandom(state - GOLDEN).nextLong();
  }

  @Test
  void noTwoOfAMillionStreamsBeginAlike() {
    Set<Long> first = new HashSet<>();
    for (int index = 0; index < 1_000_000; index++) {
      first.add(new TaskRandom(1, index).nextLong());
    }
    assertThat(first).hasSize(1_000_000);
  }

  /** Chi-square with 255 degrees of freedom: 5 deviations off is once in millions of seeds. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5})
  void theNumbersInOnePlaceOfAllStreamsAreSpreadEvenly(int place) {
    int[] counts = new int[256];
    for (int index = 0; index < STREAMS; index++) {
      counts[number(7, index, place) >>> 24]++;
    }
    assertEven(counts);
  }

  /** The same for pairs: what the stream before it gave says nothing of what a stream gives. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 16, 256})
  void neighboursHaveNothingToDoWithEachOther(int distance) {
    int[] counts = new int[256];
    double sum = 0;
    for (int index = 0; index < STREAMS; index++) {
      int one = number(3, index, 0);
      int other = number(3, index + distance, 0);
      counts[one >>> 28 << 4 | other >>> 28]++;
      sum += (double) one / (1L << 31) * ((double) other / (1L << 31));
    }
    assertEven(counts);
    assertThat(sum / STREAMS).as("the mean of products").isCloseTo(0, within(0.01));
  }

  @Test
  void neighbouringSeedsHaveNothingToDoWithEachOther() {
    int[] counts = new int[256];
    for (int seed = 0; seed < STREAMS; seed++) {
      counts[number(seed, 0, 0) >>> 28 << 4 | number(seed + 1, 0, 0) >>> 28]++;
    }
    assertEven(counts);
  }

  /** Half of the bits differ between one stream and the next, in each bit's place. */
  @Test
  void everyBitIsAsLikelyToChangeFromStreamToStream() {
    int[] changes = new int[Long.SIZE];
    for (int index = 0; index < STREAMS; index++) {
      long changed =
          new TaskRandom(11, index).nextLong() ^ new TaskRandom(11, index + 1).nextLong();
      for (int bit = 0; bit < Long.SIZE; bit++) {
        changes[bit] += (int) (changed >>> bit & 1);
      }
    }
    for (int bit = 0; bit < Long.SIZE; bit++) {
      assertThat(changes[bit] / (double) STREAMS).as("bit " + bit).isCloseTo(0.5, within(0.012));
    }
  }

  private static int number(long seed, long index, int place) {
    TaskRandom random = new TaskRandom(seed, index);
    for (int passed = 0; passed < place; passed++) {
      random.nextInt();
    }
    return random.nextInt();
  }

  private static void assertEven(int[] counts) {
    double expected = STREAMS / (double) counts.length;
    double chiSquare = 0;
    for (int count : counts) {
      chiSquare += (count - expected) * (count - expected) / expected;
    }
    int freedom = counts.length - 1;
    assertThat(chiSquare).isCloseTo(freedom, within(5 * Math.sqrt(2.0 * freedom)));
  }
}
