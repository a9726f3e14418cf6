/** What a run of comparisons found, and the ways to show it. Measures nothing. */
package io.procpool.bench.report;
