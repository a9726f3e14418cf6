/**
 * Threads of this JVM, the callers' own included, as engines. Knows functions, items and results as
 * they are, and no process, frame or way to call.
 */
package io.procpool.internal.threads;
