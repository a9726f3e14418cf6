package io.procpool.sharing;

/** What {@link Connections#wait} can wait for: a message or the end of it, or its exit. */
public sealed interface Waitable permits Connection, ChildProcess {}
