package io.procpool.it.faults;

import static io.procpool.it.calls.Probes.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.JobTimeoutException;
import io.procpool.MapOptions;
import io.procpool.ProcessPool;
import io.procpool.Results;
import io.procpool.TaskOptions;
import io.procpool.it.calls.Journal;
import io.procpool.task.TaskFunction;
import io.procpool.testkit.Probes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A call that takes too long fails as a whole, what runs of it is stopped, and the pool goes on.
 */
class JobTimeoutIT {

  private static final Duration LIMIT = Duration.ofMillis(500);
  private static final TaskOptions CALL = TaskOptions.DEFAULT.withJobTimeout(LIMIT);
  private static final MapOptions MAP = MapOptions.DEFAULT.withChunkSize(1).withJobTimeout(LIMIT);

  private static ProcessPool pool;

  @TempDir private Path folder;

  @BeforeAll
  static void open() {
    pool = ProcessPool.builder().processes(2).grace(Duration.ofMillis(200)).build();
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  @AfterEach
  void thePoolGoesOn() {
    Life.assertGoesOn(pool, folder);
  }

  @Test
  void aCall() {
    assertThatThrownBy(() -> pool.apply(Probes.hang(), CALL))
        .isInstanceOf(JobTimeoutException.class)
        .hasMessageContaining(LIMIT.toString());
  }

  @Test
  void aFuture() throws Exception {
    assertThat(Outcomes.failureOf(pool.applyAsync(Probes.spin(), CALL)))
        .isInstanceOf(JobTimeoutException.class);
  }

  @Test
  void aMapWhoseEveryTaskIsFastEnough() {
    Journal journal = Journal.in(folder);
    TaskFunction<Integer, Integer> task =
        item -> {
          journal.write(item);
          return Probes.sleep(Duration.ofMillis(100)).call();
        };

    assertThatThrownBy(() -> pool.map(task, range(0, 1000), MAP))
        .isInstanceOf(JobTimeoutException.class);

    int started = journal.entries().size();
    Life.assertGoesOn(pool, subfolder());
    assertThat(journal.entries()).as("tasks started behind the end").hasSizeLessThan(started + 3);
  }

  @Test
  void aMapAndItsFuture() throws Exception {
    TaskFunction<Integer, Integer> task = Probes.echoBut(5, Probes.hangIgnoringInterrupts());

    assertThat(Outcomes.failureOf(pool.mapAsync(task, range(0, 100), MAP)))
        .isInstanceOf(JobTimeoutException.class);
  }

  @Test
  void aStreamGivesWhatItHasAndThenFails() {
    TaskFunction<Integer, Integer> task = Probes.echoBut(5, Probes.hang());
    List<Integer> given = new ArrayList<>();

    assertThatThrownBy(
            () -> {
              try (Results<Integer> results = pool.imap(task, range(0, 10), MAP)) {
                results.forEach(given::add);
              }
            })
        .isInstanceOf(JobTimeoutException.class);

    assertThat(given).isEqualTo(range(0, 5));
  }

  @Test
  void anInputThatNeverComes() {
    Iterable<Integer> never = NeverComing::new;

    assertThatThrownBy(() -> pool.map(Probes.echo(), never, MAP))
        .isInstanceOf(JobTimeoutException.class);
    assertThatThrownBy(() -> pool.imap(Probes.echo(), never, MAP).iterator().next())
        .isInstanceOf(JobTimeoutException.class);
  }

  @Test
  void aCallThatNeverGetsItsTurn() throws Exception {
    var busy = range(0, 2).stream().map(i -> pool.applyAsync(Probes.hang())).toList();

    assertThatThrownBy(() -> pool.apply(Probes.answer(), CALL))
        .isInstanceOf(JobTimeoutException.class);

    assertThat(busy).noneMatch(future -> future.isDone()).allMatch(future -> future.cancel(true));
  }

  private Path subfolder() {
    Path subfolder = folder.resolve("more");
    assertThat(subfolder.toFile().mkdir()).isTrue();
    return subfolder;
  }

  private static final class NeverComing implements Iterator<Integer> {

    @Override
    public boolean hasNext() {
      return true;
    }

    @Override
    public Integer next() {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new IllegalStateException("interrupted");
    }
  }
}
