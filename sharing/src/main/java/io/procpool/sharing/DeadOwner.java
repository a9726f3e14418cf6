package io.procpool.sharing;

/**
 * A process that ended while it held a lock.
 *
 * <pre>{@code
 * lock.inheritedFrom().ifPresent(dead -> log.warning("recount: " + dead.pid() + " has died"));
 * }</pre>
 *
 * @param pid its process id
 */
public record DeadOwner(long pid) {}
