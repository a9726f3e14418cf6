package io.procpool.internal.threads;

/** What a task does with its item. Stays in this JVM, so it need not be serializable. */
interface Body<T, R> {

  R apply(T item) throws Exception;
}
