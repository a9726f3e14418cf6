/**
 * The packaged jar in containers that hold a JRE and it: limits, signals, users and missing places
 * that a developer's machine has not. Without Docker these tests are not run, and say so.
 */
package io.procpool.it.containers;
