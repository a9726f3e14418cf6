package io.procpool.sharing;

/**
 * What {@link Connections#wait} can wait for: a message on a connection, or the end of that, or the
 * exit of a child process.
 *
 * <pre>{@code
 * List<Waitable> ready = Connections.wait(Duration.ofSeconds(5), connection, child);
 * }</pre>
 */
public sealed interface Waitable permits Connection, ChildProcess {}
