package io.procpool.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.procpool.Pool;
import io.procpool.SerialPool;
import io.procpool.ThreadPool;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PoolMetricsTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void whatHasEndedIsCountedByItsOutcomeAlsoBehindTheEnd() {
    try (Pool pool = SerialPool.create()) {
      new PoolMetrics(pool, "sums").bindTo(registry);
      pool.map(x -> x, List.of(1, 2, 3));
      assertThatThrownBy(() -> pool.apply(() -> Integer.parseInt("none")));
    }

    assertThat(ended("done")).isEqualTo(3);
    assertThat(ended("failed")).isEqualTo(1);
  }

  @Test
  void whatRunsAndWaitsIsSeenAndWhoDoesIt() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch runs = new CountDownLatch(1);
    try (Pool pool = ThreadPool.create(1)) {
      new PoolMetrics(pool, "sums").bindTo(registry);
      CompletableFuture<?> first =
          pool.submit(
              () -> {
                runs.countDown();
                go.await();
              });
      CompletableFuture<Integer> second = pool.applyAsync(() -> 2);
      assertThat(runs.await(60, TimeUnit.SECONDS)).isTrue();

      assertThat(gauge("procpool.tasks.running")).isEqualTo(1);
      assertThat(gauge("procpool.tasks.queued")).isEqualTo(1);
      assertThat(gauge("procpool.workers.wanted")).isEqualTo(1);
      assertThat(gauge("procpool.workers.memory")).as("of no process").isZero();
      assertThat(workers("busy")).isEqualTo(1);
      assertThat(workers("idle")).isZero();
      go.countDown();
      first.get(60, TimeUnit.SECONDS);
      assertThat(second.get(60, TimeUnit.SECONDS)).isEqualTo(2);
    }
    assertThat(registry.get("procpool.workers.restarts").functionCounter().count()).isZero();
  }

  @Test
  void severalPoolsAreToldApartByTheirNames() {
    try (Pool first = SerialPool.create();
        Pool second = SerialPool.create()) {
      new PoolMetrics(first, "first").bindTo(registry);
      new PoolMetrics(second, "second").bindTo(registry);
      second.apply(() -> 1);

      assertThat(registry.get("procpool.tasks").tags("pool", "second").functionCounters())
          .extracting(counter -> counter.count())
          .containsExactlyInAnyOrder(1.0, 0.0);
      assertThat(registry.get("procpool.tasks").tags("pool", "first").functionCounters())
          .allMatch(counter -> counter.count() == 0);
    }
  }

  private double ended(String outcome) {
    return registry
        .get("procpool.tasks")
        .tags("pool", "sums", "outcome", outcome)
        .functionCounter()
        .count();
  }

  private double workers(String state) {
    return registry.get("procpool.workers").tag("state", state).gauge().value();
  }

  private double gauge(String name) {
    return registry.get(name).tag("pool", "sums").gauge().value();
  }
}
