package io.procpool.it.calls;

import static io.procpool.it.calls.Probes.range;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.ChunkSize;
import io.procpool.MapOptions;
import io.procpool.Pool;
import io.procpool.it.contract.PoolKind;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a mapping gives does not depend on how it was cut, called or scheduled. */
@ParameterizedClass
@MethodSource("io.procpool.it.contract.PoolKind#all")
class MappingIT {

  @Parameter private PoolKind kind;

  private static Pool pool;

  @BeforeParameterizedClassInvocation
  static void open(PoolKind kind) {
    pool = kind.open(4);
  }

  @AfterParameterizedClassInvocation
  static void close() {
    pool.close();
  }

  // S1
  @ParameterizedTest
  @EnumSource
  void theResultsAreThoseOfALoopWhateverTheChunkSize(WayToMap way) throws Exception {
    List<Integer> squares = range(0, 100).stream().map(Probes::square).toList();
    List<ChunkSize> sizes =
        List.of(
            ChunkSize.adaptive(),
            ChunkSize.python(),
            ChunkSize.fixed(1),
            ChunkSize.fixed(20),
            ChunkSize.fixed(100),
            ChunkSize.fixed(1000));

    for (ChunkSize size : sizes) {
      MapOptions options = MapOptions.DEFAULT.withChunkSize(size);
      assertThat(way.results(pool, Probes::square, range(0, 100), options))
          .as("%s", size)
          .isEqualTo(squares);
    }
  }

  // S2
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 16, 17, 100, 1000})
  void chunksAsPythonCutsThemHoldEachItemOnce(int count) {
    MapOptions options = MapOptions.DEFAULT.withChunkSize(ChunkSize.python());

    assertThat(pool.<Integer, Integer>map(x -> x, range(0, count), options))
        .isEqualTo(range(0, count));
  }

  // S3
  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void aChunkSizeBelowOneIsRefused(int size) {
    assertThatThrownBy(() -> MapOptions.DEFAULT.withChunkSize(size))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Integer.toString(size));
  }

  @Test
  void aWindowBelowOneIsRefused() {
    assertThatThrownBy(() -> MapOptions.DEFAULT.withWindow(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  // S4
  @ParameterizedTest
  @EnumSource
  void noItemsGiveNoResults(WayToMap way) throws Exception {
    List<Integer> none = List.of();

    assertThat(way.results(pool, Probes::square, none, MapOptions.DEFAULT)).isEmpty();
    assertThat(way.results(pool, Probes::square, none, MapOptions.DEFAULT.withChunkSize(1)))
        .isEmpty();
  }

  // S4
  @Test
  void theCallbackOfAnEmptyMapIsCalledOnceWithAnEmptyList() throws Exception {
    List<List<Integer>> calls = new CopyOnWriteArrayList<>();
    List<Integer> none = List.of();

    CompletableFuture<List<Integer>> future = pool.mapAsync(Probes::square, none);
    future.thenAccept(calls::add).get(30, SECONDS);

    assertThat(future).isCompletedWithValue(List.of());
    assertThat(calls).containsExactly(List.of());
  }

  @ParameterizedTest
  @EnumSource
  void anInputWithoutASizeIsReadToItsEnd(WayToMap way) throws Exception {
    Iterable<Integer> unsized = () -> range(0, 1000).iterator();

    assertThat(way.<Integer, Integer>results(pool, x -> x, unsized, MapOptions.DEFAULT))
        .isEqualTo(range(0, 1000));
  }

  @Test
  void nullIsAnItemAndAResult() {
    List<Integer> withNull = new ArrayList<>(range(0, 3));
    withNull.set(1, null);

    assertThat(pool.<Integer, Integer>map(x -> x, withNull)).isEqualTo(withNull);
    assertThat(pool.imap(x -> x == null ? "none" : null, withNull).stream())
        .containsExactly(null, "none", null);
  }

  @Test
  void theStreamOfResultsIsOrderedAndLazy() {
    Iterator<Integer> endless = Stream.iterate(1, x -> x + 1).iterator();

    try (Stream<Integer> squares = pool.imap(Probes::square, () -> endless).stream()) {
      assertThat(squares.limit(5)).containsExactly(1, 4, 9, 16, 25);
    }
  }
}
