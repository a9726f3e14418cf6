package io.procpool.internal.engine;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes a pool's threads for user code. They serve many jobs, and so must not hold the class loader
 * of the one whose caller happened to need a new thread: neither as their own, nor, before Java 24,
 * through the callers that a thread remembers for its permissions.
 */
public final class PoolThreads implements ThreadFactory {

  private final String prefix;
  private final ClassLoader loader = Thread.currentThread().getContextClassLoader();

  /** Atomic, for threads are made on any thread. */
  private final AtomicInteger number = new AtomicInteger();

  public PoolThreads(String prefix) {
    this.prefix = prefix;
  }

  @Override
  @SuppressWarnings("removal") // there is no other way to forget the callers, where it is needed
  public Thread newThread(Runnable role) {
    PrivilegedAction<Thread> without = () -> new Thread(role, prefix + number.incrementAndGet());
    Thread thread = AccessController.doPrivileged(without);
    thread.setDaemon(true);
    thread.setContextClassLoader(loader);
    return thread;
  }
}
