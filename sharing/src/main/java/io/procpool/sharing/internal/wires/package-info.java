/**
 * Messages of bytes between two ends, in one JVM or in two, on this machine or another. Knows no
 * objects, and no child process.
 */
package io.procpool.sharing.internal.wires;
