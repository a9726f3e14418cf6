/** How long workers take to start, beside JVMs that do nothing; run by hand. */
package io.procpool.bench.start;
