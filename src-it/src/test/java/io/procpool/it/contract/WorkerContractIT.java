package io.procpool.it.contract;

import static io.procpool.it.calls.Probes.range;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.procpool.MapOptions;
import io.procpool.Pool;
import io.procpool.PoolClosedException;
import io.procpool.TaskFailedException;
import io.procpool.WorkerStartException;
import io.procpool.it.Logged;
import io.procpool.it.calls.Journal;
import io.procpool.it.calls.Probes;
import io.procpool.task.TaskCallable;
import io.procpool.task.TaskContext;
import io.procpool.task.TaskFunction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds for the workers of every kind of pool: what they do first and last, and what they keep
 * between tasks.
 */
@ParameterizedClass
@MethodSource("io.procpool.it.contract.PoolKind#all")
class WorkerContractIT {

  private static final int SIZE = 3;

  @Parameter private PoolKind kind;

  @TempDir private Path folder;

  // S64
  @Test
  void whatTheInitializerGivesIsTheStateOfEachWorker() {
    try (Pool pool = kind.open(SIZE, PoolSetup.initializer(() -> new Counter(40)))) {
      Probes.meetingOfAll(pool, folder, "all");
      TaskFunction<Integer, Integer> counting = x -> counter().add(1);

      List<Integer> counts = pool.map(counting, range(0, 90));

      assertThat(counts).hasSize(90).allMatch(count -> count > 40);
      if (kind != PoolKind.VIRTUAL_THREAD) { // one ends, and its state, when nothing waits
        assertThat(Collections.max(counts)).isGreaterThanOrEqualTo(40 + 90 / SIZE);
      }
    }
  }

  @Test
  void anInitializerAndAnExitHookKnowTheirWorkerAndNoTask() {
    List<String> words = Collections.synchronizedList(new ArrayList<>());
    TaskCallable<String> asking =
        () -> {
          TaskContext context = TaskContext.current();
          return context.workerName()
              + (context.slot() == 0 ? " in 0" : " elsewhere")
              + (context.taskIndex() == -1 ? ", no task" : ", a task")
              + (context.jobName().isEmpty() ? ", no job" : ", a job")
              + thrownBy(context::seed)
              + thrownBy(context::random);
        };
    String first;

    try (Pool pool = kind.open(1, new PoolSetup<>(asking, asking, words::add, null))) {
      first = pool.apply(() -> TaskContext.current().state(String.class));
    }

    assertThat(first)
        .endsWith(" in 0, no task, no job, IllegalStateException, IllegalStateException");
    assertThat(words).singleElement().isEqualTo(first);
  }

  private static String thrownBy(TaskCallable<?> asking) {
    Throwable thrown = catchThrowable(asking::call);
    return ", " + (thrown == null ? "nothing" : thrown.getClass().getSimpleName());
  }

  // S65
  @Test
  void anInitializerThatThrowsFailsTheCallWithWhatItThrew() {
    Journal journal = Journal.in(folder);
    TaskCallable<Object> failing =
        () -> {
          synchronized (Journal.class) {
            journal.write("started");
          }
          throw new IOException("no model here");
        };

    Throwable thrown =
        catchThrowable(
            () -> {
              try (Pool pool = kind.open(SIZE, PoolSetup.initializer(failing))) {
                pool.apply(() -> 1);
              }
            });

    assertThat(thrown)
        .isInstanceOf(WorkerStartException.class)
        .hasMessageContaining("initializer")
        .hasCauseExactlyInstanceOf(IOException.class)
        .hasRootCauseMessage("no model here");
    assertThat(journal.entries()).as("workers started").hasSizeBetween(1, 2 * SIZE);
  }

  // S67
  @Test
  void whatWorkersSayLastIsReceivedBeforeThePoolIsClosed() {
    List<Integer> counts = Collections.synchronizedList(new ArrayList<>());
    PoolSetup<Integer> setup =
        new PoolSetup<>(() -> new Counter(0), () -> counter().count(), counts::add, null);
    int workers;

    try (Pool pool = kind.open(4, setup)) {
      workers = pool.processes();
      Probes.meetingOfAll(pool, folder, "all");
      pool.map(x -> counter().add(1), range(0, 100));
    }

    assertThat(counts).hasSizeGreaterThanOrEqualTo(workers);
    assertThat(counts.stream().mapToInt(Integer::intValue).sum()).isEqualTo(100);
    if (kind != PoolKind.VIRTUAL_THREAD) {
      assertThat(counts).hasSize(workers);
    }
  }

  // S67
  @Test
  void aLargeLastWordIsReceivedToo() {
    List<byte[]> words = Collections.synchronizedList(new ArrayList<>());
    PoolSetup<byte[]> setup = new PoolSetup<>(null, () -> new byte[10_000_000], words::add, null);

    try (Pool pool = kind.open(1, setup)) {
      assertThat(pool.<Integer>apply(() -> 1)).isEqualTo(1);
    }

    assertThat(words).singleElement().satisfies(word -> assertThat(word).hasSize(10_000_000));
  }

  // S67
  @Test
  void anExitHookThatThrowsAndAReceiverThatThrowsAreToldAndHarmNothing() {
    try (Logged logged = Logged.listen()) {
      closeWith(new PoolSetup<>(null, WorkerContractIT::fail, word -> {}, null));
      assertThat(logged.messages()).singleElement().asString().contains("The exit hook failed in ");
    }
    try (Logged logged = Logged.listen()) {
      closeWith(new PoolSetup<>(null, () -> 1, word -> fail(), null));
      assertThat(logged.messages())
          .singleElement()
          .asString()
          .contains("exit hook's result of ", "could not be received");
    }
  }

  private void closeWith(PoolSetup<?> setup) {
    try (Pool pool = kind.open(1, setup)) {
      assertThat(pool.<Integer>apply(() -> 1)).isEqualTo(1);
    }
  }

  // S67
  @Test
  void aPoolThatIsTerminatedDoesNotAskForLastWords() {
    List<Integer> words = Collections.synchronizedList(new ArrayList<>());
    try (Pool pool = kind.open(2, new PoolSetup<>(null, () -> 1, words::add, null))) {
      List<CompletableFuture<Integer>> futures = new ArrayList<>();
      if (kind.isConcurrent) {
        futures.add(pool.applyAsync(WorkerContractIT::oversleep));
        futures.add(pool.applyAsync(WorkerContractIT::oversleep));
      }

      pool.terminate();

      for (CompletableFuture<Integer> future : futures) {
        assertThatThrownBy(() -> future.get(60, SECONDS))
            .hasCauseInstanceOf(PoolClosedException.class);
      }
    }
    assertThat(words).isEmpty();
  }

  @Test
  void aStateThatCanBeClosedIsClosedBehindTheExitHook() {
    Journal journal = Journal.in(folder);
    PoolSetup<String> setup =
        new PoolSetup<>(
            () -> new Connection(journal),
            () -> TaskContext.current().state(Connection.class).say("exit hook"),
            word -> {},
            null);

    try (Pool pool = kind.open(1, setup)) {
      pool.apply(() -> TaskContext.current().state(Connection.class).say("task"));
    }

    assertThat(journal.entries()).containsExactly("task", "exit hook", "closed");
  }

  @Test
  void aStateThatCannotBeClosedHarmsNothing() {
    try (Logged logged = Logged.listen()) {
      closeWith(PoolSetup.initializer(Unclosable::new));
      assertThat(logged.messages()).hasSize(kind == PoolKind.PROCESS ? 0 : 1);
    }
  }

  @Test
  void thereIsNoStateWithoutAnInitializerThatGivesOne() {
    for (PoolSetup<?> setup : List.of(PoolSetup.NONE, PoolSetup.initializer(() -> null))) {
      try (Pool pool = kind.open(1, setup)) {
        assertThatThrownBy(() -> pool.apply(WorkerContractIT::counter))
            .isInstanceOf(TaskFailedException.class)
            .cause()
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("has no state");
      }
    }
  }

  /** It asks for what it has not given yet. */
  @Test
  void anInitializerHasNoStateItself() {
    TaskCallable<Object> asking = () -> TaskContext.current().state(Counter.class);

    Throwable thrown =
        catchThrowable(
            () -> {
              try (Pool pool = kind.open(1, PoolSetup.initializer(asking))) {
                pool.apply(() -> 1);
              }
            });

    assertThat(thrown)
        .isInstanceOf(WorkerStartException.class)
        .hasCauseInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has no state");
  }

  @Test
  void aStateOfAnotherTypeIsNamed() {
    try (Pool pool = kind.open(1, PoolSetup.initializer(() -> "text"))) {
      assertThatThrownBy(() -> pool.apply(WorkerContractIT::counter))
          .cause()
          .isInstanceOf(ClassCastException.class)
          .hasMessageContaining("java.lang.String")
          .hasMessageContaining(Counter.class.getName());
      assertThat(pool.<CharSequence>apply(() -> TaskContext.current().state(CharSequence.class)))
          .isEqualTo("text");
    }
  }

  @Test
  void aTaskKnowsTheNameOfItsJob() {
    TaskFunction<Integer, String> asking = x -> TaskContext.current().jobName().orElse("none");
    MapOptions named = MapOptions.DEFAULT.withName("nightly");
    try (Pool pool = kind.open(2)) {
      assertThat(pool.map(asking, range(0, 3), named)).containsOnly("nightly");
      assertThat(pool.map(asking, range(0, 3))).containsOnly("none");
      assertThat(pool.<String>apply(() -> asking.apply(1), named.tasks())).isEqualTo("nightly");
      assertThat(pool.<String>apply(() -> asking.apply(1))).isEqualTo("none");
      assertThatThrownBy(() -> pool.apply(WorkerContractIT::fail, named.tasks()))
          .isInstanceOf(TaskFailedException.class)
          .extracting(failure -> ((TaskFailedException) failure).input())
          .as("of a call")
          .isNull();
    }
    assertThatThrownBy(() -> MapOptions.DEFAULT.withName(" "))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Counter counter() {
    return TaskContext.current().state(Counter.class);
  }

  private static int fail() {
    throw new IllegalStateException("by the test, as it should");
  }

  private static int oversleep() throws InterruptedException {
    Thread.sleep(60_000);
    return -1;
  }

  /** Stays where it is made: nothing in it could cross. */
  private static final class Counter {

    private final Thread owner = Thread.currentThread();
    private int count;

    Counter(int count) {
      this.count = count;
    }

    int add(int more) {
      count += more;
      return count;
    }

    int count() {
      return owner == null ? -1 : count;
    }
  }

  private record Connection(Journal journal) implements AutoCloseable {

    String say(String word) {
      journal.write(word);
      return word;
    }

    @Override
    public void close() {
      say("closed");
    }
  }

  private static final class Unclosable implements AutoCloseable {

    @Override
    public void close() throws IOException {
      throw new IOException("by the test, as it should");
    }
  }
}
