package io.procpool.examples.primes;

/**
 * The numbers that one task looks at.
 *
 * @param from the first of them
 * @param to the first behind them
 */
public record NumberRange(long from, long to) {}
