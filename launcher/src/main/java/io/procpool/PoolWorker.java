package io.procpool;

/**
 * A worker of a pool, from its start to its end: another that takes its place is another.
 * Immutable.
 *
 * <pre>{@code
 * pool.stats().workers().forEach(each -> log.info("" + each.worker()));
 * }</pre>
 *
 * @param name such as {@code procpool-1-worker-3}: that of its slot; of a thread, the thread's
 * @param slot its place in the pool, from 0
 * @param pid of its process; 0 if it has not said so
 */
public record PoolWorker(String name, int slot, long pid) {

  /** Such as {@code procpool-1-worker-3 (pid 4711)}. */
  @Override
  public String toString() {
    return name + " (pid " + pid + ")";
  }
}
