package io.procpool;

import io.procpool.internal.threads.ThreadEngine;
import io.procpool.internal.threads.ThreadSettings;

/**
 * A {@link Pool} of threads of this JVM: for tasks that wait for disks and networks, or that need
 * the objects of this JVM, and to compare processes with.
 *
 * <pre>{@code
 * try (ThreadPool pool = ThreadPool.create(PoolSize.ioHeavy())) {
 *   List<Page> pages = pool.map(Page::fetch, urls);
 * }
 * }</pre>
 *
 * <p>What is different from a {@link ProcessPool}:
 *
 * <ul>
 *   <li>Functions, items and results are the caller's own objects: nothing is serialized, copied or
 *       refused, and what tasks change they all share, statics too.
 *   <li>What a task does to its JVM it does to this one: {@code System.exit}, a full heap, a crash
 *       in native code. No task fails with a {@link WorkerDiedException}.
 *   <li>A thread cannot be killed. A task that is over its limit, or cancelled, is interrupted; if
 *       it does not end within the grace it is abandoned: it fails, another thread takes its place,
 *       and what it still does is nobody's. If it is tried again, both attempts may run.
 *   <li>A task that waits for another of the same pool can wait for ever, as in any executor.
 * </ul>
 *
 * <p>Its threads are daemons, started as they are needed; one that has had nothing to do for a
 * minute ends, so a forgotten pool keeps nothing alive.
 */
public final class ThreadPool extends EnginePool {

  private final ThreadEngine engine;

  ThreadPool(ThreadSettings settings, QueueLimit limit) {
    this(new ThreadEngine(settings), limit);
  }

  private ThreadPool(ThreadEngine engine, QueueLimit limit) {
    super(engine, limit, null);
    this.engine = engine;
  }

  /**
   * Runs more or fewer tasks at a time from now on. Returns at once; threads that are too many end
   * behind the tasks they run.
   *
   * @param threads 1 or more
   * @throws IllegalArgumentException if that is less than 1
   * @throws PoolClosedException if the pool is closed
   */
  public void resize(int threads) {
    engine.resize(threads);
  }

  /**
   * {@link #create(int)} with a thread for each processor that this JVM may use.
   *
   * @return a new pool, which is the caller's to close
   */
  public static ThreadPool create() {
    return builder().build();
  }

  /**
   * A pool with default settings.
   *
   * @param threads how many tasks run at a time
   * @return a new pool, which is the caller's to close
   * @throws IllegalArgumentException if that is less than 1
   */
  public static ThreadPool create(int threads) {
    return builder().threads(threads).build();
  }

  /**
   * {@link #create(int)} of virtual threads, of which there can be many thousands.
   *
   * @param threads how many tasks run at a time, 1 or more
   * @return a new pool, which is the caller's to close
   * @throws UnsupportedOperationException if this JVM has none: Java 21 is the first that does
   */
  public static ThreadPool virtual(int threads) {
    return builder().threads(threads).virtual().build();
  }

  /**
   * A pool with settings of one's own.
   *
   * @return a builder with the defaults
   */
  public static ThreadPoolBuilder builder() {
    return new ThreadPoolBuilder();
  }
}
