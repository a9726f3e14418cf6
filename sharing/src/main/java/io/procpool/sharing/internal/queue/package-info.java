/** Bytes that wait in line between processes. What they mean is not known here. */
package io.procpool.sharing.internal.queue;
