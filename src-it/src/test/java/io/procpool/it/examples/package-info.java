/**
 * The examples as a reader of the manual runs them: job jars through the command line, programs as
 * processes of their own. What procpool promises beyond what the examples show is tested elsewhere.
 */
package io.procpool.it.examples;
