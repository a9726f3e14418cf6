/** Every way to call a pool, with real workers: results, order, laziness, failures, its end. */
package io.procpool.it.calls;
