/**
 * {@code digest.jar}: SHA-256 of files. Only the public API is used, and nothing outside this
 * package: it is all that the jar holds.
 */
package io.procpool.examples.digest;
