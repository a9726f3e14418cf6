/**
 * The worker JVM: takes its pipes for the link, runs tasks on its main thread, answers. It stands
 * on the protocol module and the JDK alone, for it shares its class path with the user's job.
 */
package io.procpool.worker;
