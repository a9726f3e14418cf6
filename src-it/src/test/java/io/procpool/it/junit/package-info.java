/**
 * The testkit's extensions for JUnit, run as users' builds run them: their checks are checks that
 * can fail.
 */
package io.procpool.it.junit;
