package io.procpool.it.calls;

import static io.procpool.it.Eventually.eventually;
import static io.procpool.it.calls.Probes.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.MapOptions;
import io.procpool.Pool;
import io.procpool.SerialPool;
import io.procpool.it.calls.WayToStream.Reader;
import io.procpool.it.contract.PoolKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** However results are read, an endless input is pulled no further than it should be. */
@ParameterizedClass
@MethodSource("io.procpool.it.contract.PoolKind#all")
class BackPressureIT {

  private static final int WINDOW = 8;

  private static final MapOptions WINDOWED = MapOptions.DEFAULT.withWindow(WINDOW).withChunkSize(1);

  /** What a process pool and a thread pool hold at most, whatever is asked for. */
  private static final long MOST_BYTES = 64 << 20;

  private static final int ITEM_BYTES = 1 << 20;

  private static Pool pool;

  @Parameter private PoolKind kind;

  @BeforeParameterizedClassInvocation
  static void open(PoolKind kind) {
    pool = kind.open(2);
  }

  @AfterParameterizedClassInvocation
  static void close() {
    pool.close();
  }

  // S13
  @ParameterizedTest
  @EnumSource
  void noMoreIsPulledThanTheWindowBeyondWhatWasRead(WayToStream way) throws Exception {
    CountedInput input = new CountedInput();
    Set<Integer> read = new HashSet<>();
    try (Reader<Integer> reader = way.open(pool, x -> x, input, WINDOWED)) {
      for (int i = 0; i < 5; i++) {
        read.add(reader.read());
      }
      // one more has been read where somebody looks whether there is one before it is asked for
      assertRests(input, 5 + 1 + WINDOW);

      while (read.size() < 100) {
        read.add(reader.read());
      }
      assertRests(input, 100 + 1 + WINDOW);
    }
    assertThat(read).as("all are different").hasSize(100);
  }

  // S14
  @ParameterizedTest
  @EnumSource
  void withoutAWindowThereIsABoundToo(WayToStream way) throws Exception {
    CountedInput input = new CountedInput();
    try (Reader<Integer> reader = way.open(pool, x -> x, input, MapOptions.DEFAULT)) {
      reader.read();

      assertRests(input, 5 * 16 * 1024);
    }
  }

  // S14, by bytes: the results
  @ParameterizedTest
  @EnumSource
  void largeResultsAreNotHeldForAReaderWhoStops(WayToStream way) throws Exception {
    CountedInput input = new CountedInput();
    try (Reader<byte[]> reader =
        way.open(pool, x -> new byte[ITEM_BYTES], input, MapOptions.DEFAULT)) {
      reader.read();

      assertRests(input, (int) (2 * MOST_BYTES / ITEM_BYTES));
    }
  }

  // S14, by bytes: the items
  @ParameterizedTest
  @EnumSource
  void largeItemsAreNotHeldForAReaderWhoStops(WayToStream way) throws Exception {
    CountedInput input = new CountedInput();
    Iterable<byte[]> large = () -> arrays(input.iterator());
    try (Reader<Integer> reader = way.open(pool, x -> x.length, large, MapOptions.DEFAULT)) {
      assertThat(reader.read()).isEqualTo(ITEM_BYTES);

      assertRests(input, (int) (2 * MOST_BYTES / ITEM_BYTES));
    }
  }

  private static Iterator<byte[]> arrays(Iterator<Integer> numbers) {
    return Stream.generate(numbers::next).map(number -> new byte[ITEM_BYTES]).iterator();
  }

  // S15
  @ParameterizedTest
  @EnumSource
  void aReaderWhoClosesIsTheEndOfThePulling(WayToStream way) throws Exception {
    CountedInput input = new CountedInput();
    Reader<Integer> reader = way.open(pool, x -> x, input, WINDOWED);
    int first = reader.read();
    reader.close();

    assertThat(first).isBetween(0, WINDOW);
    assertThat(pool.map(x -> x, range(0, 100))).isEqualTo(range(0, 100));
    int pulled = input.pulled();
    assertThat(pulled).isLessThanOrEqualTo(2 + WINDOW);
    assertThat(pool.map(x -> x, range(0, 100))).isEqualTo(range(0, 100));
    assertThat(input.pulled()).isEqualTo(pulled);
  }

  // S18
  @ParameterizedTest
  @EnumSource
  void anInputThatBlocksKeepsNothingThatItGave(WayToStream way) throws Exception {
    if (way == WayToStream.PUBLISHER && pool instanceof SerialPool) {
      return; // the thread that reads is the one that looks ahead for the end
    }
    SlowInput input = new SlowInput(range(0, 4), 2);
    try (Reader<Integer> reader = way.open(pool, x -> x, input, MapOptions.DEFAULT)) {
      List<Integer> read = new ArrayList<>(List.of(reader.read(), reader.read()));
      assertThat(pool.map(x -> x, range(0, 10))).hasSize(10);
      input.goOn(2);
      read.add(reader.read());
      read.add(reader.read());
      assertThat(read).containsExactlyInAnyOrder(0, 1, 2, 3);
    } finally {
      input.goOn(4);
    }
  }

  /** It comes to a rest, in which nothing is pulled while the pool does other things. */
  private static void assertRests(CountedInput input, int most) {
    eventually("nothing is pulled any more", () -> isUntouchedByOthers(input));
    assertThat(input.pulled()).isLessThanOrEqualTo(most);
  }

  private static boolean isUntouchedByOthers(CountedInput input) {
    int pulled = input.pulled();
    boolean isAtRest = pool instanceof SerialPool || input.isAtRest();
    return isAtRest && pool.map(x -> x, range(0, 100)).size() == 100 && input.pulled() == pulled;
  }
}
