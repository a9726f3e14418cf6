/**
 * Worker JVMs as processes: starting them, the two ends of their link, what they print, how they
 * end. The only room of the launcher that knows processes. What it learns it tells to a listener;
 * what a frame means it does not know.
 */
package io.procpool.internal.workers;
