/**
 * Faults of tasks and workers, each at each moment at which it can come: only the guilty task
 * fails, the failure says why, and the pool goes on.
 */
package io.procpool.it.faults;
