/**
 * What every test of this module stands on: the packaged jar as a user runs it, waits that are
 * bounded, and the check that nothing is left behind. No test of procpool itself is here.
 */
package io.procpool.it;
