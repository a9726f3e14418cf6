/** Kills, stops and breaks workers for minutes, and says whether procpool's promises held. */
package io.procpool.bench.soak;
