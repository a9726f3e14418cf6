package io.procpool.examples.primes;

import java.util.BitSet;

/**
 * Counts primes in ranges: a composite below the limit has a prime factor of at most the limit's
 * square root, so the primes up to there cross out all composites of any range.
 */
final class SegmentedSieve {

  private final int[] smallPrimes;

  SegmentedSieve(long limit) {
    smallPrimes = primesUpTo((int) Math.sqrt(limit));
  }

  /** How many primes are in a range that begins at 2 or above and ends within the limit. */
  int count(NumberRange range) {
    int length = (int) (range.to() - range.from());
    BitSet composites = new BitSet(length);
    for (int prime : smallPrimes) {
      crossOut(prime, range, composites);
    }
    return length - composites.cardinality();
  }

  /** From the prime's square on: what is below it has a smaller factor, or is the prime. */
  private static void crossOut(long prime, NumberRange range, BitSet composites) {
    long firstMultiple = (range.from() + prime - 1) / prime * prime;
    for (long at = Math.max(firstMultiple, prime * prime); at < range.to(); at += prime) {
      composites.set((int) (at - range.from()));
    }
  }

  private static int[] primesUpTo(int last) {
    BitSet candidates = new BitSet();
    candidates.set(2, Math.max(2, last + 1));
    for (int prime = 2; (long) prime * prime <= last; prime = candidates.nextSetBit(prime + 1)) {
      for (int multiple = prime * prime; multiple <= last; multiple += prime) {
        candidates.clear(multiple);
      }
    }
    return candidates.stream().toArray();
  }
}
