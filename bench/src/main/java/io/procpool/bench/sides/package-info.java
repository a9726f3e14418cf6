/**
 * The programs that are measured beside each other: each does one thing when it is asked, and
 * answers with what it took. None of them compares anything.
 */
package io.procpool.bench.sides;
