package io.procpool.it.sizes;

import static io.procpool.it.calls.Probes.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.MapOptions;
import io.procpool.ProcessPool;
import io.procpool.testkit.Probes;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Large arrays are the same on the other side, wherever in a value they stand. */
class LargeArraysIT {

  private static final int LARGE = 3 * Arrays.LEAST_BYTES + 5;

  private static ProcessPool pool;

  @BeforeAll
  static void open() {
    pool = ProcessPool.create(2);
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  @ParameterizedTest
  @EnumSource
  void asItemsAndResults(Arrays.Kind kind) {
    for (int length : Arrays.lengths(kind)) {
      Object array = kind.make(length);

      List<Object> results = pool.map(Probes.echo(), List.of(array, "small", array));

      assertThat(results.get(0)).as("%d elements", length).isEqualTo(array);
      assertThat(results.get(1)).isEqualTo("small");
      assertThat(results.get(2)).isEqualTo(array);
    }
  }

  @ParameterizedTest
  @EnumSource
  void asPartsOfObjects(Arrays.Kind kind) {
    Object first = kind.make(Arrays.LEAST_BYTES / kind.width);
    Object second = kind.make(LARGE);
    List<Object> nested = new ArrayList<>(List.of(first, "between", List.of(second, 1L), 2));

    List<Object> result = pool.apply(Probes.echo(), nested);

    assertThat(result.get(0)).isEqualTo(first);
    assertThat(result.get(1)).isEqualTo("between");
    assertThat(((List<?>) result.get(2)).get(0)).isEqualTo(second);
    assertThat(((List<?>) result.get(2)).get(1)).isEqualTo(1L);
    assertThat(result.get(3)).isEqualTo(2);
  }

  record Picture(String name, byte[] pixels, double[][] rows) implements Serializable {}

  @Test
  void inRecordsAndMapsAndRows() {
    double[] row = (double[]) Arrays.Kind.DOUBLES.make(LARGE / 8);
    Picture picture = new Picture("a", Arrays.bytes(LARGE), new double[][] {row, {1, 2}, row});

    Map<String, Picture> result = pool.apply(Probes.echo(), Map.of("key", picture));

    Picture same = result.get("key");
    assertThat(same.name()).isEqualTo("a");
    assertThat(same.pixels()).isEqualTo(picture.pixels());
    assertThat(same.rows()).isDeepEqualTo(picture.rows());
    assertThat(same.rows()[0]).as("one array that is there twice").isSameAs(same.rows()[2]);
  }

  @Test
  void asCapturedValuesOfFunctionsAndCalls() {
    byte[] captured = Arrays.bytes(LARGE);
    long sum = Arrays.checksum(captured);

    List<Long> sums =
        pool.map(
            x -> Arrays.checksum(captured) + x, range(0, 100), MapOptions.DEFAULT.withChunkSize(1));

    assertThat(sums).isEqualTo(range(0, 100).stream().map(x -> sum + x).toList());
    assertThat(pool.apply(() -> Arrays.checksum(captured))).isEqualTo(sum);
    assertThat(pool.apply(Probes.give(captured))).isEqualTo(captured);
  }

  @Test
  void asTheWorkerSeesThem() {
    List<byte[]> items = range(0, 40).stream().map(i -> Arrays.bytes(LARGE + i * 1000)).toList();

    List<Long> sums = pool.map(Arrays::checksum, items);

    assertThat(sums).isEqualTo(items.stream().map(Arrays::checksum).toList());
  }

  @Test
  void betweenSmallOnesInOneChunk() {
    List<Object> items = new ArrayList<>();
    for (int i : range(0, 50)) {
      items.add(i % 7 == 3 ? Arrays.bytes(LARGE + i) : i % 7 == 4 ? new byte[100_000] : i);
    }

    List<Object> results = pool.map(Probes.echo(), items, MapOptions.DEFAULT.withChunkSize(10));

    for (int i : range(0, 50)) {
      assertThat(Objects.deepEquals(results.get(i), items.get(i))).as("item %d", i).isTrue();
    }
  }
}
