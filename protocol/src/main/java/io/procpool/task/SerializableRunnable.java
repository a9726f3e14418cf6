package io.procpool.task;

import java.io.Serializable;

/**
 * A {@link Runnable} that can cross to a worker: what a lambda becomes for a pool's executor.
 *
 * <pre>{@code
 * Future<?> printed = pool.asExecutorService().submit(() -> System.out.println("in a worker"));
 * }</pre>
 *
 * <p>Runs in a worker, on one thread. What it has captured must be able to cross.
 */
@FunctionalInterface
public interface SerializableRunnable extends Runnable, Serializable {}
