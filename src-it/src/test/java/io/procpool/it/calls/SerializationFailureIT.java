package io.procpool.it.calls;

import static io.procpool.it.calls.Probes.range;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.procpool.MapOptions;
import io.procpool.ProcessPool;
import io.procpool.Results;
import io.procpool.SerializationException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An item or a result that cannot cross costs its own task, and neither worker nor pool. */
class SerializationFailureIT {

  private static final MapOptions ONE_BY_ONE = MapOptions.DEFAULT.withChunkSize(1);
  private static final String IN_WORKER = "procpool.it.calls.worker";

  private static ProcessPool pool;

  @TempDir private Path folder;

  @BeforeAll
  static void open() {
    pool = ProcessPool.builder().processes(2).jvmArgs("-D" + IN_WORKER + "=true").build();
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  /** Cannot be read on one side of the border. */
  private static final class OneSided implements Serializable {

    private static final long serialVersionUID = 1L;

    private final boolean isForParent;
    private final boolean throwsError;

    OneSided(boolean isForParent, boolean throwsError) {
      this.isForParent = isForParent;
      this.throwsError = throwsError;
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      if (Boolean.getBoolean(IN_WORKER) == isForParent) {
        if (throwsError) {
          throw new AssertionError("not on this side");
        }
        throw new IllegalStateException("not on this side");
      }
    }
  }

  // S23
  @Test
  void anItemThatTheWorkerCannotReadFailsAlone() {
    Set<Long> pids = Probes.meetingOfAll(pool, folder, "before");
    for (boolean throwsError : new boolean[] {false, true}) {
      List<Object> items = List.of("a", new OneSided(true, throwsError), "c");

      SerializationException failure =
          catchThrowableOfType(
              SerializationException.class, () -> pool.map(String::valueOf, items));

      assertThat(failure.index()).isEqualTo(1);
      assertThat(failure).hasMessageContaining("not on this side");
      assertThat(failure.getSuppressed()).isEmpty();
    }
    assertThat(Probes.meetingOfAll(pool, folder, "after")).isEqualTo(pids);
  }

  // S24
  @Test
  void aResultThatCannotBeSentNamesItsClassAndTheWorkersStay() {
    Set<Long> pids = Probes.meetingOfAll(pool, folder, "before");

    for (int round : range(0, 20)) {
      SerializationException failure =
          catchThrowableOfType(SerializationException.class, () -> pool.apply(() -> new Socket()));
      assertThat(failure).as("in round %d", round).hasMessageContaining("java.net.Socket");
    }
    assertThat(Probes.meetingOfAll(pool, folder, "after")).isEqualTo(pids);
  }

  // S22
  @Test
  void aResultThatThisSideCannotReadFailsAlone() {
    for (boolean throwsError : new boolean[] {false, true}) {
      Results<Object> results =
          pool.imap(x -> x == 1 ? new OneSided(false, throwsError) : x, range(0, 3), ONE_BY_ONE);
      Iterator<Object> iterator = results.iterator();

      assertThat(iterator.next()).isEqualTo(0);
      assertThat(catchThrowable(iterator::next))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("not on this side");
      assertThat(iterator.next()).isEqualTo(2);
      assertThat(iterator.hasNext()).isFalse();
    }
  }

  // S22
  @Test
  void aFutureWhoseResultThisSideCannotReadFails() {
    for (boolean throwsError : new boolean[] {false, true}) {
      assertThat(
              catchThrowable(
                  () -> pool.applyAsync(() -> new OneSided(false, throwsError)).get(10, SECONDS)))
          .as("an Error: %s", throwsError)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(SerializationException.class);
    }
  }

  // S25
  @Test
  void aStreamGivesAnItemThatCannotBeSentAsAFailureInItsPlace() {
    List<Object> items = Arrays.asList(1, new Socket(), 3);

    try (Results<String> results = pool.imap(String::valueOf, items, ONE_BY_ONE)) {
      Iterator<String> iterator = results.iterator();
      assertThat(iterator.next()).isEqualTo("1");
      SerializationException failure =
          catchThrowableOfType(SerializationException.class, iterator::next);
      assertThat(failure.index()).isEqualTo(1);
      assertThat(failure).hasMessageContaining("java.net.Socket");
      assertThat(iterator.next()).isEqualTo("3");
      assertThat(iterator.hasNext()).isFalse();
    }
  }

  // S25
  @Test
  void aMapOverAnItemThatCannotBeSentFailsAndRunsTheOthers() {
    Journal journal = Journal.in(folder);
    List<Object> items = Arrays.asList(0, 1, new Socket(), 3, new Socket());

    SerializationException failure =
        catchThrowableOfType(
            SerializationException.class,
            () ->
                pool.map(
                    x -> {
                      journal.write(x);
                      return x;
                    },
                    items,
                    MapOptions.DEFAULT.withChunkSize(5)));

    assertThat(failure.index()).isEqualTo(2);
    assertThat(failure.getSuppressed()).hasSize(1);
    assertThat(journal.entries()).containsExactlyInAnyOrder("0", "1", "3");
    assertThat(pool.map(Probes::square, range(0, 3))).containsExactly(0, 1, 4);
  }

  @Test
  void onlyItemsThatCannotBeSentAreAFailureToo() {
    SerializationException failure =
        catchThrowableOfType(
            SerializationException.class,
            () -> pool.map(String::valueOf, List.of(new Socket(), new Socket())));

    assertThat(failure.index()).isZero();
    assertThat(failure.getSuppressed()).hasSize(1);
  }
}
