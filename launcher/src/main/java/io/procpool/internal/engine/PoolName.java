package io.procpool.internal.engine;

import java.util.concurrent.atomic.AtomicInteger;

/** Names the pools of this JVM, whatever their kind. */
public final class PoolName {

  /** Atomic, for pools are made on any thread. */
  private static final AtomicInteger POOLS = new AtomicInteger();

  private PoolName() {}

  /** Such as {@code procpool-1}. */
  public static String next() {
    return "procpool-" + POOLS.incrementAndGet();
  }
}
