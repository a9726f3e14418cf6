/**
 * Tasks and values that do what no task should, for tests of pools and of what is to survive in
 * them; the one place that breaks the rules of all others, and that none of the others may use.
 *
 * @serial exclude
 */
package io.procpool.testkit;
