package io.procpool.it.calls;

import static io.procpool.it.calls.Probes.range;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.procpool.Pool;
import io.procpool.TaskFailedException;
import io.procpool.it.contract.PoolKind;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What callbacks of futures may do to a pool: throw, block, and call it. */
@ParameterizedClass
@MethodSource("io.procpool.it.contract.PoolKind#concurrent")
class CallbacksIT {

  @Parameter private PoolKind kind;

  @TempDir private Path folder;

  // S59
  @Test
  void aCallbackThatThrowsHarmsNeitherValueNorPool() throws Exception {
    try (Pool pool = kind.open(2)) {
      for (Throwable thrown : List.of(new IllegalStateException("oh"), new AssertionError("oh"))) {
        Signal mayEnd = Signal.in(folder, thrown.getClass().getName());
        CompletableFuture<Integer> future = pool.applyAsync(() -> squareWhen(mayEnd));
        CompletableFuture<Void> callback = future.thenAccept(value -> sneak(thrown));
        mayEnd.give();

        assertThat(catchThrowable(() -> callback.get(30, SECONDS))).hasCause(thrown);
        assertThat(future.get(30, SECONDS)).isEqualTo(9);
      }
      for (int i : range(0, 100)) {
        assertThat(pool.applyAsync(Probes::square, i).get(30, SECONDS)).isEqualTo(i * i);
      }
    }
  }

  // S60
  @Test
  void aCallbackThatBlocksHoldsUpNoOtherResult() throws Exception {
    CountDownLatch inCallback = new CountDownLatch(1);
    CountDownLatch mayGoOn = new CountDownLatch(1);
    Signal mayEnd = Signal.in(folder, "may-end");

    try (Pool pool = kind.open(1)) {
      CompletableFuture<Boolean> callback =
          pool.applyAsync(() -> squareWhen(mayEnd))
              .thenApply(
                  value -> {
                    inCallback.countDown();
                    return await(mayGoOn);
                  });
      mayEnd.give();
      assertThat(inCallback.await(30, SECONDS)).isTrue();

      assertThat(pool.applyAsync(Probes::square, 4).get(30, SECONDS)).isEqualTo(16);
      assertThat(pool.mapAsync(Probes::square, range(0, 3)).get(30, SECONDS)).hasSize(3);
      assertThat(pool.map(Probes::square, range(0, 1000))).hasSize(1000);
      assertThat(callback).isNotDone();
      mayGoOn.countDown();
      assertThat(callback.get(30, SECONDS)).isTrue();
    }
  }

  // S60
  @Test
  void aCallbackMayCallThePoolAndWait() throws Exception {
    Signal mayEnd = Signal.in(folder, "may-end");

    try (Pool pool = kind.open(1)) {
      CompletableFuture<List<Integer>> nested =
          pool.applyAsync(() -> squareWhen(mayEnd))
              .thenApply(value -> pool.map(Probes::square, List.of(value, pool.apply(() -> 1))));
      mayEnd.give();

      assertThat(nested.get(30, SECONDS)).containsExactly(81, 1);
    }
  }

  // S61
  @Test
  void exactlyOneCallbackIsCalledOnce() throws Exception {
    List<Object> values = new CopyOnWriteArrayList<>();
    List<Throwable> failures = new CopyOnWriteArrayList<>();

    try (Pool pool = kind.open(2)) {
      CompletableFuture<?> map = pool.mapAsync(Probes::square, range(0, 3));
      CompletableFuture<?> failing = pool.applyAsync(() -> Integer.parseInt("none"));
      for (CompletableFuture<?> future : List.of(map, failing)) {
        catchThrowable(() -> listen(future, values, failures).get(30, SECONDS));
      }
      assertThat(values).containsExactly(List.of(0, 1, 4));
      assertThat(failures).singleElement().isInstanceOf(TaskFailedException.class);

      listen(map, values, failures);
      assertThat(values).as("with one that came when it was done").hasSize(2);
    }
    assertThat(values).hasSize(2);
    assertThat(failures).hasSize(1);
  }

  /** Callbacks are user code: they run where a user would look for them. */
  @Test
  void aCallbackRunsOnAThreadOfThePoolThatIsADaemon() throws Exception {
    Signal mayEnd = Signal.in(folder, "may-end");

    try (Pool pool = kind.open(1)) {
      CompletableFuture<Thread> thread =
          pool.applyAsync(() -> squareWhen(mayEnd)).thenApply(value -> Thread.currentThread());
      mayEnd.give();

      assertThat(thread.get(30, SECONDS).getName()).startsWith("procpool-");
      assertThat(thread.get().isDaemon()).isTrue();
    }
  }

  private static CompletableFuture<?> listen(
      CompletableFuture<?> future, List<Object> values, List<Throwable> failures) {
    return future.whenComplete(
        (value, failure) -> {
          if (failure == null) {
            values.add(value);
          } else {
            failures.add(failure);
          }
        });
  }

  private static int squareWhen(Signal signal) throws InterruptedException {
    signal.await();
    return Probes.square(3);
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(60, SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @SuppressWarnings("unchecked") // so that a callback can throw anything
  private static <E extends Throwable> void sneak(Throwable throwable) throws E {
    throw (E) throwable;
  }
}
