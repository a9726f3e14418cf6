/**
 * How threads of several processes wait for each other, and what becomes of it when one of them is
 * killed. Knows words and lines of waiters, and none of what users see.
 */
package io.procpool.sharing.internal.waiting;
