/**
 * The pool as its users see it: all of the public API, and nothing of how it works.
 *
 * @serial exclude
 */
package io.procpool;
