package io.procpool.internal.threads;

/**
 * How one attempt at a task has ended.
 *
 * @param value may be {@code null}
 * @param failure {@code null} if there is a value
 */
record Attempt<R>(R value, Failure failure) {}
