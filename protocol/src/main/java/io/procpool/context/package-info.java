/**
 * What a task is told and given, the same in a worker JVM, a thread and the caller's own thread. No
 * link, and no way to run a task.
 */
package io.procpool.context;
