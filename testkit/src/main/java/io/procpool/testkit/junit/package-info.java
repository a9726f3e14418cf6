/**
 * A pool for a test of JUnit 5, and a look at what the test has left behind. Runs in the JVM of the
 * tests alone; no task of the fault kit knows of it.
 */
package io.procpool.testkit.junit;
