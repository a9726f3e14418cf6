/**
 * Pools as meters of Micrometer, for programs that have {@code io.micrometer:micrometer-core}: the
 * only room that knows it, and nobody else uses this one.
 */
package io.procpool.micrometer;
