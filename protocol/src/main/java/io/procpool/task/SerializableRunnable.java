package io.procpool.task;

import java.io.Serializable;

/** A {@link Runnable} that can cross to a worker: what a lambda becomes for a pool's executor. */
@FunctionalInterface
public interface SerializableRunnable extends Runnable, Serializable {}
