package io.procpool.it.calls;

import static io.procpool.it.calls.Probes.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.procpool.ChunkSize;
import io.procpool.MapOptions;
import io.procpool.ProcessPool;
import io.procpool.TaskFailedException;
import io.procpool.task.TaskFunction;
import io.procpool.testkit.Trap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a task gets is its item, and no other task's. */
class ArgumentsIT {

  private static ProcessPool pool;

  @TempDir private Path folder;

  @BeforeAll
  static void open() {
    pool = ProcessPool.create(2);
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  // S4
  @ParameterizedTest
  @EnumSource
  void withoutAnItemNoWorkerHearsOfTheFunction(WayToMap way) throws Exception {
    Journal journal = Journal.in(folder);
    Trap heard = Trap.decodedInWorker(() -> write(journal));
    TaskFunction<Integer, String> function = x -> heard + " " + x;

    assertThat(way.results(pool, function, List.of(), MapOptions.DEFAULT)).isEmpty();
    Probes.meetingOfAll(pool, folder, "behind-it");
    assertThat(journal.entries()).isEmpty();

    way.results(pool, function, List.of(1), MapOptions.DEFAULT);
    assertThat(journal.entries()).as("one that is sent").isNotEmpty();
  }

  // S8
  @Test
  void starmapUnpacksPairs() {
    List<Map.Entry<Integer, Integer>> pairs = List.of(Map.entry(1, 2), Map.entry(3, 4));

    assertThat(pool.<Integer, Integer, Integer>starmap((a, b) -> a + b, pairs))
        .containsExactly(3, 7);
    assertThat(pool.<Integer, Integer, Integer>starmap(Math::max, Map.of(5, 6).entrySet()))
        .containsExactly(6);
  }

  // S8
  @Test
  void aNullInPlaceOfAPairFailsThatTaskByItsIndex() {
    List<Map.Entry<Integer, Integer>> pairs =
        Arrays.asList(Map.entry(1, 2), Map.entry(3, 4), null, Map.entry(5, 6));

    TaskFailedException failure =
        catchThrowableOfType(
            TaskFailedException.class,
            () -> pool.<Integer, Integer, Integer>starmap(Integer::sum, pairs));

    assertThat(failure.index()).isEqualTo(2);
    assertThat(failure)
        .hasMessageContaining("Task 2")
        .hasCauseInstanceOf(IllegalArgumentException.class);
    assertThat(failure.getSuppressed()).isEmpty();
  }

  // S9
  @ParameterizedTest
  @EnumSource
  void theSameMutableItemTwiceIsTwoItems(WayToMap way) throws Exception {
    List<Integer> shared = new ArrayList<>();
    List<ChunkSize> sizes =
        List.of(ChunkSize.fixed(1), ChunkSize.fixed(4), ChunkSize.adaptive(), ChunkSize.python());

    for (ChunkSize size : sizes) {
      List<Integer> lengths =
          way.results(
              pool,
              ArgumentsIT::addAndCount,
              Collections.nCopies(8, shared),
              MapOptions.DEFAULT.withChunkSize(size));
      assertThat(lengths).as("%s", size).containsExactly(1, 1, 1, 1, 1, 1, 1, 1);
    }
    assertThat(shared).isEmpty();
  }

  @Test
  void anItemThatIsChangedBehindItsPullIsSentAsItWas() {
    int[] reused = new int[1];
    Iterable<int[]> inputs = () -> range(0, 100).stream().map(i -> fill(reused, i)).iterator();

    assertThat(pool.map(array -> array[0], inputs, MapOptions.DEFAULT.withChunkSize(10)))
        .isEqualTo(range(0, 100));
  }

  @Test
  void applyBindsItsItem() {
    assertThat(pool.apply(Probes::square, 12)).isEqualTo(144);
    assertThat(pool.applyAsync(Probes::square, 13).join()).isEqualTo(169);
    assertThat(pool.<Object>apply(() -> null)).isNull();
  }

  @Test
  void nothingForAFunctionOrForItemsIsRefusedAtOnce() {
    List<Integer> items = List.of(1);

    assertThatThrownBy(() -> pool.map(Probes::square, null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> pool.<Integer, Integer>map(null, items))
        .isInstanceOf(NullPointerException.class);
    assertThat(pool.map(Probes::square, items)).containsExactly(1);
  }

  private static Void write(Journal journal) {
    journal.write("heard");
    return null;
  }

  private static int addAndCount(List<Integer> list) {
    list.add(1);
    return list.size();
  }

  private static int[] fill(int[] array, int value) {
    array[0] = value;
    return array;
  }
}
