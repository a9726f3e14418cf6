package io.procpool.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.procpool.Pool;
import io.procpool.PoolStats;
import io.procpool.PoolStats.State;
import io.procpool.PoolStats.WorkerStats;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * What a pool is doing, as meters of Micrometer. It needs {@code io.micrometer:micrometer-core} on
 * the class path, which procpool does not bring.
 *
 * <pre>{@code
 * new PoolMetrics(pool, "thumbnails").bindTo(registry);
 *
 * procpool.tasks             {outcome=done, failed}                how many have ended
 * procpool.tasks.running                                           how many run
 * procpool.tasks.queued                                            how many wait
 * procpool.workers           {state=starting, idle, busy, ending}  how many there are
 * procpool.workers.wanted                                          how many there are to be
 * procpool.workers.restarts                                        how many took another's place
 * procpool.workers.memory                                          what their processes hold, in bytes
 * }</pre>
 *
 * <p>Each has the tag {@code pool}. They are read from {@link Pool#stats()} when somebody asks, and
 * cost nothing until then; of a pool that is closed they stay what they were. They do not keep a
 * pool from being collected: then they are no numbers any more. Thread-safe.
 */
public final class PoolMetrics implements MeterBinder {

  private final Pool pool;
  private final Tags tags;

  /**
   * Meters of one pool.
   *
   * @param pool is not kept from being collected
   * @param name for the tag {@code pool}: what the pool is for, and the same in each run of the
   *     program
   */
  public PoolMetrics(Pool pool, String name) {
    this.pool = Objects.requireNonNull(pool, "pool");
    this.tags = Tags.of("pool", name);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Objects.requireNonNull(registry, "registry");
    count(registry, "procpool.tasks", Tags.of("outcome", "done"), PoolStats::tasksDone);
    count(registry, "procpool.tasks", Tags.of("outcome", "failed"), PoolStats::tasksFailed);
    gauge(registry, "procpool.tasks.running", Tags.empty(), null, PoolStats::tasksRunning);
    gauge(registry, "procpool.tasks.queued", Tags.empty(), null, PoolStats::tasksQueued);
    for (State state : State.values()) {
      Tags of = Tags.of("state", state.name().toLowerCase(Locale.ROOT));
      gauge(registry, "procpool.workers", of, null, stats -> stats.workers(state));
    }
    gauge(registry, "procpool.workers.wanted", Tags.empty(), null, PoolStats::processes);
    count(registry, "procpool.workers.restarts", Tags.empty(), PoolStats::restarts);
    gauge(
        registry,
        "procpool.workers.memory",
        Tags.empty(),
        BaseUnits.BYTES,
        stats -> stats.workers().stream().mapToLong(WorkerStats::residentBytes).sum());
  }

  private void count(
      MeterRegistry registry, String name, Tags own, ToDoubleFunction<PoolStats> of) {
    FunctionCounter.builder(name, pool, its -> of.applyAsDouble(its.stats()))
        .tags(tags.and(own))
        .register(registry);
  }

  private void gauge(
      MeterRegistry registry, String name, Tags own, String unit, ToDoubleFunction<PoolStats> of) {
    Gauge.builder(name, pool, its -> of.applyAsDouble(its.stats()))
        .tags(tags.and(own))
        .baseUnit(unit)
        .register(registry);
  }
}
