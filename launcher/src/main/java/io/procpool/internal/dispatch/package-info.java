/**
 * Who does what next: the dispatcher, and the engine that hands jobs to it. One thread owns all of
 * a pool's state; it opens no payload that holds a user's object, and waits for nothing but its
 * events.
 */
package io.procpool.internal.dispatch;
