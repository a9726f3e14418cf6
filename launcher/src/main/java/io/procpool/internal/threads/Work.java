package io.procpool.internal.threads;

import io.procpool.internal.engine.Terms;

/**
 * What the tasks of a job have in common.
 *
 * @param isCall whether the item is the task itself, and not to be shown as its input
 * @param loader the context class loader of whoever called the pool
 */
record Work<T, R>(Body<T, R> body, boolean isCall, Terms terms, ClassLoader loader) {

  static <T, R> Work<T, R> of(Body<T, R> body, boolean isCall, Terms terms) {
    return new Work<>(body, isCall, terms, Thread.currentThread().getContextClassLoader());
  }
}
