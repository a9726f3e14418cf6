package io.procpool.examples.primes;

import io.procpool.task.Job;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * How many primes there are below a number, counted range by range.
 *
 * <pre>
 *   java -jar procpool.jar --procs 8 primes.jar 1000000000
 * </pre>
 *
 * <p>What each task needs and does not change with its input, the small primes, is made once per
 * worker, in {@link #init}.
 */
public final class PrimesJob implements Job<NumberRange, Integer> {

  private static final long HIGHEST_LIMIT = 1_000_000_000_000L;

  /** One bit per number: a range's sieve takes 32 KiB and stays in a core's first cache. */
  private static final long RANGE_LENGTH = 1 << 18;

  private long limit;
  private SegmentedSieve sieve;

  @Override
  public Stream<NumberRange> inputs(List<String> arguments, Stream<String> lines) {
    limit = limitFrom(arguments);
    return LongStream.iterate(2, from -> from < limit, from -> from + RANGE_LENGTH)
        .mapToObj(from -> new NumberRange(from, Math.min(limit, from + RANGE_LENGTH)));
  }

  @Override
  public void init(List<String> arguments) {
    sieve = new SegmentedSieve(limitFrom(arguments));
  }

  @Override
  public Integer apply(NumberRange range) {
    return sieve.count(range);
  }

  /** Prints one total, or none: a range whose task failed would make it a wrong one. */
  @Override
  public void output(Stream<Integer> results, PrintStream out) {
    List<Integer> counts = results.toList();
    long ranges = (limit - 2 + RANGE_LENGTH - 1) / RANGE_LENGTH;
    if (counts.size() < ranges) {
      throw new IllegalStateException(
          "Only " + counts.size() + " of " + ranges + " ranges were counted: there is no total.");
    }
    out.println(counts.stream().mapToLong(Integer::longValue).sum());
  }

  private static long limitFrom(List<String> arguments) {
    if (arguments.size() == 1 && arguments.get(0).matches("[0-9]{1,13}")) {
      long limit = Long.parseLong(arguments.get(0));
      if (limit <= HIGHEST_LIMIT) {
        return limit;
      }
    }
    throw new IllegalArgumentException(
        "The arguments are "
            + arguments
            + "; expected: one whole number from 0 to "
            + HIGHEST_LIMIT
            + ", below which primes are counted, such as: 1000000");
  }
}
