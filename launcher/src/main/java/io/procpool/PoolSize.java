package io.procpool;

/**
 * Rules of thumb for how many processes or threads a pool should have. They count the processors
 * that this JVM may use: those of its container or its affinity, and not of the machine.
 *
 * <pre>{@code
 * Pool pool = ThreadPool.create(PoolSize.ioHeavy());
 * }</pre>
 */
public final class PoolSize {

  private PoolSize() {}

  /**
   * One for each processor: what a pool has that is not asked for a number.
   *
   * @return 1 or more
   */
  public static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  /**
   * For a {@link ProcessPool} whose tasks compute: twice the processors, and at least 4.
   *
   * @return 4 or more
   */
  public static int cpuHeavy() {
    return Math.max(4, 2 * cores());
  }

  /**
   * For a {@link ThreadPool} whose tasks wait for disks and networks: five times the processors.
   *
   * @return 5 or more
   */
  public static int ioHeavy() {
    return 5 * cores();
  }
}
