package io.procpool.internal.calls;

import io.procpool.TaskOptions;
import io.procpool.context.TaskRandom;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Gives each call of a pool the seed of its tasks' random numbers. Calls are counted, and not drawn
 * for: who makes the same calls of a pool with the same seed has the same numbers.
 */
final class Seeds {

  private final long ofPool;

  /** Atomic, for calls come from any thread. */
  private final AtomicLong calls = new AtomicLong();

  /**
   * @param defaults of the pool, perhaps with a seed
   */
  Seeds(TaskOptions defaults) {
    Optional<Long> asked = defaults.seed();
    this.ofPool = asked.isPresent() ? asked.get() : ThreadLocalRandom.current().nextLong();
  }

  /** The options of the next call, with a seed. */
  TaskOptions next(TaskOptions options) {
    long call = calls.getAndIncrement();
    return Objects.requireNonNull(options, "options").seed().isPresent()
        ? options
        : options.withSeed(TaskRandom.seedOf(ofPool, call));
  }
}
