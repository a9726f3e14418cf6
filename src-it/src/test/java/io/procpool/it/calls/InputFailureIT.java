package io.procpool.it.calls;

import static io.procpool.it.calls.Probes.range;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.procpool.MapOptions;
import io.procpool.Pool;
import io.procpool.Results;
import io.procpool.it.contract.PoolKind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An input that throws: its own exception comes through, behind what it gave before. */
@ParameterizedClass
@MethodSource("io.procpool.it.contract.PoolKind#all")
class InputFailureIT {

  @Parameter private PoolKind kind;

  private static Pool pool;

  @BeforeParameterizedClassInvocation
  static void open(PoolKind kind) {
    pool = kind.open(2);
  }

  @AfterParameterizedClassInvocation
  static void close() {
    pool.close();
  }

  static Stream<Throwable> throwables() {
    return Stream.of(
        new IllegalStateException("input"), new AssertionError("input"), new IOException("input"));
  }

  // S26
  @ParameterizedTest
  @MethodSource("throwables")
  void aStreamGivesWhatCameBeforeAndThenTheThrowableItself(Throwable thrown) {
    for (int position : new int[] {0, 3}) {
      for (int round : range(0, 2)) { // the second on a pool that has seen the first
        Results<Integer> results = pool.imap(x -> x, breakingAt(position, thrown));
        Iterator<Integer> iterator = results.iterator();

        assertThat(take(iterator, position)).as("%d", round).isEqualTo(range(0, position));
        assertThat(catchThrowable(iterator::next)).isSameAs(thrown);
        assertThat(iterator.hasNext()).isFalse();
        assertThat(catchThrowable(iterator::next)).isInstanceOf(NoSuchElementException.class);
      }
    }
  }

  // S26
  @Test
  void theUnorderedStreamGivesItLastToo() {
    RuntimeException thrown = new IllegalStateException("input");
    for (int chunkSize : new int[] {1, 2, 10}) {
      MapOptions options = MapOptions.DEFAULT.withChunkSize(chunkSize);
      Iterator<Integer> iterator =
          pool.<Integer, Integer>imapUnordered(x -> x, breakingAt(3, thrown), options).iterator();

      assertThat(take(iterator, 3)).containsExactlyInAnyOrder(0, 1, 2);
      assertThat(catchThrowable(iterator::next)).isSameAs(thrown);
    }
  }

  // S26
  @Test
  void askingWithALimitGivesItToo() throws Exception {
    RuntimeException thrown = new IllegalStateException("input");
    Duration limit = Duration.ofSeconds(30);
    Results<Integer> results = pool.imap(x -> x, breakingAt(1, thrown));

    assertThat(results.next(limit)).isZero();
    assertThat(catchThrowable(() -> results.next(limit))).isSameAs(thrown);
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void aMapThrowsIt(Throwable thrown) {
    assertThat(catchThrowable(() -> pool.map(Probes::square, breakingAt(3, thrown))))
        .isSameAs(thrown);
    assertThat(pool.map(Probes::square, range(0, 3))).containsExactly(0, 1, 4);
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void aFutureFailsWithIt(Throwable thrown) {
    assertThat(
            catchThrowable(
                () -> pool.mapAsync(Probes::square, breakingAt(3, thrown)).get(10, SECONDS)))
        .hasCause(thrown);
  }

  @Test
  void anInputThatGivesNoIteratorFailsTheSameWay() {
    RuntimeException thrown = new IllegalStateException("no iterator");
    Iterable<Integer> broken =
        () -> {
          throw thrown;
        };

    assertThat(catchThrowable(() -> pool.map(Probes::square, broken))).isSameAs(thrown);
    assertThat(catchThrowable(() -> pool.imap(Probes::square, broken).iterator().next()))
        .isSameAs(thrown);
  }

  private static List<Integer> take(Iterator<Integer> iterator, int count) {
    List<Integer> taken = new ArrayList<>();
    while (taken.size() < count) {
      taken.add(iterator.next());
    }
    return taken;
  }

  /** Ten numbers from 0, of which one throws when it is pulled. */
  private static Iterable<Integer> breakingAt(int position, Throwable thrown) {
    return () ->
        range(0, 10).stream()
            .map(i -> i == position ? InputFailureIT.<Integer, RuntimeException>sneak(thrown) : i)
            .iterator();
  }

  @SuppressWarnings("unchecked") // an iterator may throw what it does not declare
  private static <T, E extends Throwable> T sneak(Throwable throwable) throws E {
    throw (E) throwable;
  }
}
