/**
 * A pool's events in recordings of the JDK's flight recorder. The only room that knows it; it knows
 * nothing but the events.
 */
package io.procpool.internal.jfr;
