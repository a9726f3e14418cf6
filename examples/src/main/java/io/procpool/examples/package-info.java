/**
 * The library's manual: numbered programs, each with a {@code main} and its own check. Only the
 * public API is used here; the jobs for the command line have packages of their own.
 */
package io.procpool.examples;
