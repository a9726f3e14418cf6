/**
 * The border between the call side (map, imap, futures) and the places where tasks run. Nothing
 * above it knows a process, nothing below it knows a way to call.
 */
package io.procpool.internal.engine;
