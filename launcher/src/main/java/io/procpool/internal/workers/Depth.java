package io.procpool.internal.workers;

import io.procpool.ProcpoolException;
import java.util.List;

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

  /** For the workers of this JVM. */
  static List<String> flags() {
    return List.of("-D" + PROPERTY + "=" + (ofThisJvm() + 1), "-D" + MAX_PROPERTY + "=" + max());
  }

  private static int ofThisJvm() {
    return Integer.getInteger(PROPERTY, 0);
  }

  private static int max() {
    return Integer.getInteger(MAX_PROPERTY, 1);
  }

  /**
   * Refuses a pool that would stand too deep.
   *
   * @throws ProcpoolException with the way out
   */
  public static void check() {
    if (ofThisJvm() >= max()) {
      throw new ProcpoolException(
          "A pool inside a worker of a pool: this JVM stands in "
              + ofThisJvm()
              + " pools, and "
              + max()
              + " is allowed. Make the pool in the main program; check that no class makes one in"
              + " its static initializer; or start the main program with -D"
              + MAX_PROPERTY
              + "="
              + (ofThisJvm() + 1)
              + ".",
          null);
    }
  }
}
