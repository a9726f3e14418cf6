package io.procpool.internal.workers;

import io.procpool.ProcpoolException;
import java.util.List;
import java.util.OptionalInt;

/**
 * How deep pools stand in pools: a worker whose task makes a pool, whose tasks make pools, would
 * soon fill the machine, and a class whose static initializer makes one would do so unasked.
 */
public final class Depth {

  /** Of a worker: how many pools it stands in. */
  private static final String PROPERTY = "procpool.depth";

  /** How many pools may stand in each other; handed on to the workers. */
  private static final String MAX_PROPERTY = "procpool.maxDepth";

  private Depth() {}

  /** For the workers of a pool of this JVM. */
  static List<String> flags(OptionalInt asked) {
    int depth = ofThisJvm() + 1;
    return List.of("-D" + PROPERTY + "=" + depth, "-D" + MAX_PROPERTY + "=" + max(asked));
  }

  private static int ofThisJvm() {
    return Integer.getInteger(PROPERTY, 0);
  }

  /** In a worker it may be less than what that was started with, and not more. */
  private static int max(OptionalInt asked) {
    int given = Integer.getInteger(MAX_PROPERTY, 1);
    return ofThisJvm() == 0 ? asked.orElse(given) : Math.min(asked.orElse(given), given);
  }

  /**
   * Refuses a pool that would stand too deep.
   *
   * @param asked how many may stand in each other, if that was said
   * @throws ProcpoolException with the way out
   */
  public static void check(OptionalInt asked) {
    if (ofThisJvm() >= max(asked)) {
      throw new ProcpoolException(
          "A pool inside a worker of a pool: this JVM stands in "
              + ofThisJvm()
              + " pools, and "
              + max(asked)
              + " is allowed. Make the pool in the main program; check that no class makes one in"
              + " its static initializer; build the outermost pool with maxDepth("
              + (ofThisJvm() + 1)
              + "), or start the main program with -D"
              + MAX_PROPERTY
              + "="
              + (ofThisJvm() + 1)
              + "; or use a ThreadPool or a SerialPool in the task.",
          null);
    }
  }
}
