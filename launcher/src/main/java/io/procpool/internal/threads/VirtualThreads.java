package io.procpool.internal.threads;

import java.lang.reflect.Method;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes virtual threads, which are no part of the API of Java 17, where the JVM has them. */
final class VirtualThreads implements ThreadFactory {

  private final String prefix;
  private final Object builder;
  private final Method name;
  private final Method unstarted;

  /** Atomic, for threads are made on any thread. */
  private final AtomicInteger number = new AtomicInteger();

  /**
   * @throws UnsupportedOperationException if this JVM has none
   */
  VirtualThreads(String prefix) {
    this.prefix = prefix;
    try {
      builder = Thread.class.getMethod("ofVirtual").invoke(null);
      Class<?> type = Class.forName("java.lang.Thread$Builder");
      name = type.getMethod("name", String.class);
      unstarted = type.getMethod("unstarted", Runnable.class);
    } catch (ReflectiveOperationException e) { // on 19 and 20 they are there, and switched off
      throw new UnsupportedOperationException(
          "Java "
              + Runtime.version().feature()
              + " has no virtual threads: run on Java 21 or later, or use ThreadPool.create(n).",
          e);
    }
  }

  @Override
  public synchronized Thread newThread(Runnable role) {
    try {
      name.invoke(builder, prefix + number.incrementAndGet());
      return (Thread) unstarted.invoke(builder, role);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a virtual thread could not be made: " + e.getCause(), e);
    }
  }
}
