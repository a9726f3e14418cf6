/**
 * Who is told what a pool does: its listener, its log, and by {@code internal.jfr} recordings. What
 * there is to tell, each engine knows.
 */
package io.procpool.internal.observing;
