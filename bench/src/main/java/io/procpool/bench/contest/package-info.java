/**
 * Who is compared with whom, in what, and round after round. Starts the programs of {@code sides},
 * and gives what they answered to {@code report}.
 */
package io.procpool.bench.contest;
