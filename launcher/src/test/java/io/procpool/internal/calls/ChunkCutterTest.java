package io.procpool.internal.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.ChunkSize;
import io.procpool.MapOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkCutterTest {

  /** S2, from CPython's _map_async on 4 processes. */
  @ParameterizedTest
  @CsvSource({"1,1,1", "7,1,7", "8,1,8", "9,1,9", "16,1,16", "17,2,9", "100,7,15", "1000,63,16"})
  void pythonsFormulaGivesPythonsChunks(int items, int size, int chunks) {
    MapOptions options = MapOptions.DEFAULT.withChunkSize(ChunkSize.python());
    ChunkCutter cutter = ChunkCutter.of(options, 4, items);

    assertThat(cutter.next(0, 0)).isEqualTo(size);
    assertThat((items + size - 1) / size).isEqualTo(chunks);
  }

  @Test
  void pythonsFormulaWithoutALengthGivesOne() {
    MapOptions options = MapOptions.DEFAULT.withChunkSize(ChunkSize.python());

    assertThat(ChunkCutter.of(options, 4, -1).next(0, 0)).isEqualTo(1);
  }

  @Test
  void aFixedSizeIsKept() {
    ChunkCutter cutter = ChunkCutter.of(MapOptions.DEFAULT.withChunkSize(20), 4, 5);

    assertThat(cutter.next(0, 0)).isEqualTo(20);
    assertThat(cutter.next(1_000_000_000, 0)).isEqualTo(20);
  }

  @Test
  void shortChunksOfAFixedSizeTravelTogether() {
    ChunkCutter cutter = ChunkCutter.of(MapOptions.DEFAULT.withChunkSize(20), 2, -1);

    assertThat(cutter.next(100, 0)).isEqualTo(4 * 20);
    assertThat(cutter.next(100, 0)).isEqualTo(16 * 20);
    assertThat(cutter.next(100, 0)).isEqualTo(50 * 20);
    assertThat(cutter.next(10_000, 0)).isEqualTo(20);
  }

  @Test
  void theyStayWithinTheWindow() {
    MapOptions options = MapOptions.DEFAULT.withChunkSize(1).withWindow(8);
    ChunkCutter cutter = ChunkCutter.of(options, 2, -1);

    assertThat(cutter.next(100, 0)).isEqualTo(2);
    assertThat(cutter.next(100, 0)).isEqualTo(2);
  }

  /** S3. */
  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void aSizeOfLessThanOneIsRefused(int size) {
    assertThatThrownBy(() -> MapOptions.DEFAULT.withChunkSize(size))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("chunk size must be 1 or more, was " + size);
  }

  @Test
  void anAdaptiveChunkGrowsInStepsToTenMilliseconds() {
    ChunkCutter cutter = ChunkCutter.of(MapOptions.DEFAULT, 2, -1);

    assertThat(cutter.next(0, 0)).isEqualTo(1);
    assertThat(cutter.next(1_000_000, 0)).isEqualTo(4);
    assertThat(cutter.next(1_000_000, 0)).isEqualTo(10);
    assertThat(cutter.next(1_000_000, 0)).isEqualTo(10);
  }

  @Test
  void anAdaptiveChunkShrinksAtOnce() {
    ChunkCutter cutter = ChunkCutter.of(MapOptions.DEFAULT, 2, -1);
    for (int i = 0; i < 10; i++) {
      cutter.next(100, 0);
    }

    assertThat(cutter.next(5_000_000, 0)).isEqualTo(2);
    assertThat(cutter.next(1_000_000_000, 0)).isEqualTo(1);
  }

  @Test
  void anAdaptiveChunkLeavesWorkForEveryWorker() {
    ChunkCutter cutter = ChunkCutter.of(MapOptions.DEFAULT, 2, 40);
    for (int i = 0; i < 10; i++) {
      cutter.next(100, 0);
    }

    assertThat(cutter.next(100, 0)).isEqualTo(10);
  }

  @Test
  void anAdaptiveChunkFitsIntoTheWindow() {
    ChunkCutter cutter = ChunkCutter.of(MapOptions.DEFAULT.withWindow(8), 2, -1);
    for (int i = 0; i < 10; i++) {
      cutter.next(100, 0);
    }

    assertThat(cutter.next(100, 0)).isEqualTo(2);
  }

  @Test
  void towardsAKnownEndAnAdaptiveChunkIsAQuarterOfWhatIsLeftForTwoWorkers() {
    ChunkCutter cutter = grown(ChunkCutter.of(MapOptions.DEFAULT, 2, 100_000), 100_000);

    assertThat(cutter.next(100_000, 99_760)).isEqualTo(60);
    assertThat(cutter.next(100_000, 99_920)).isEqualTo(20);
  }

  @Test
  void theLastAdaptiveChunksAreNotBelowAMillisecond() {
    ChunkCutter cutter = grown(ChunkCutter.of(MapOptions.DEFAULT, 2, 100_000), 100_000);

    assertThat(cutter.next(100_000, 99_990)).isEqualTo(10);
  }

  @Test
  void withoutAKnownEndAnAdaptiveChunkStaysLarge() {
    ChunkCutter cutter = grown(ChunkCutter.of(MapOptions.DEFAULT, 2, -1), 100_000);

    assertThat(cutter.next(100_000, 99_990)).isEqualTo(100);
  }

  private static ChunkCutter grown(ChunkCutter cutter, long nanosPerTask) {
    for (int i = 0; i < 10; i++) {
      cutter.next(nanosPerTask, 0);
    }
    return cutter;
  }
}
