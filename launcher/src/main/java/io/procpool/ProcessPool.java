package io.procpool;

import io.procpool.internal.dispatch.PoolSettings;
import io.procpool.internal.dispatch.ProcessEngine;
import io.procpool.internal.workers.EarlyClasses;

/**
 * A {@link Pool} of worker JVMs: every task runs in another process, with a heap, statics and a
 * garbage collector of its own.
 *
 * <pre>{@code
 * try (ProcessPool pool = ProcessPool.create(8)) {
 *   List<Long> squares = pool.map(x -> x * x, List.of(1L, 2L, 3L));
 * }
 * }</pre>
 *
 * <p>Its threads are daemons and its workers die with this JVM: a forgotten pool keeps nothing
 * alive.
 */
public final class ProcessPool extends EnginePool {

  static {
    EarlyClasses.load();
  }

  private final ProcessEngine engine;

  ProcessPool(PoolSettings settings, QueueLimit limit) {
    this(ProcessEngine.start(settings), settings, limit);
  }

  private ProcessPool(ProcessEngine engine, PoolSettings settings, QueueLimit limit) {
    super(engine, limit, settings.classes().rules());
    this.engine = engine;
  }

  /**
   * {@link #create(int)} with a worker for each processor that this JVM may use.
   *
   * @return a new pool, which is the caller's to close
   */
  public static ProcessPool create() {
    return builder().build();
  }

  /**
   * A pool with default settings, as soon as its first worker is ready.
   *
   * @param processes how many workers
   * @return a new pool, which is the caller's to close
   * @throws IllegalArgumentException if that is less than 1
   * @throws WorkerStartException if they cannot be started
   */
  public static ProcessPool create(int processes) {
    return builder().processes(processes).build();
  }

  /**
   * A pool with settings of one's own.
   *
   * @return a builder with the defaults
   */
  public static ProcessPoolBuilder builder() {
    return new ProcessPoolBuilder();
  }

  /**
   * Has more or fewer workers from now on. Returns at once; workers that are too many finish the
   * tasks they run, and what waits with them runs elsewhere.
   *
   * @param processes how many workers, 1 or more
   * @throws IllegalArgumentException if that is less than 1
   * @throws PoolClosedException if the pool is closed
   */
  public void resize(int processes) {
    engine.resize(processes);
  }
}
