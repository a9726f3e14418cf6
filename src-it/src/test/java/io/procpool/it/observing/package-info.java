/** What users see of a pool: listeners, statistics, recordings, progress. */
package io.procpool.it.observing;
