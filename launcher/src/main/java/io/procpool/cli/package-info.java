/**
 * The command line: finds the job in a jar, runs it over a pool, prints its results. Stands on the
 * public API alone, and is the only room that reads and writes the standard streams.
 */
package io.procpool.cli;
