/**
 * The class-data archive of procpool's own jars, which makes workers start sooner: where it lies,
 * whether it may be used, and the hidden JVM that makes it. Knows no worker and no user's class;
 * nothing here may ever fail a pool.
 */
package io.procpool.internal.workers.archive;
