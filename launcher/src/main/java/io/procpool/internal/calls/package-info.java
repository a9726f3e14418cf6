/**
 * The call side: map, imap, apply and their futures over an {@link
 * io.procpool.internal.engine.Engine}. Knows items, order and results, and no process, frame or
 * codec.
 */
package io.procpool.internal.calls;
