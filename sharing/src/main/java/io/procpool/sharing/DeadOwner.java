package io.procpool.sharing;

/**
 * A process that ended while it held a lock.
 *
 * @param pid its process id
 */
public record DeadOwner(long pid) {}
