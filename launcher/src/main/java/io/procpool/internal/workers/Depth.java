package io.procpool.internal.workers;

import io.procpool.ProcpoolException;
import java.util.List;
import java.util.OptionalInt;

/**
 * How deep pools stand in pools: a worker whose task makes a pool, whose tasks make pools, would
 * soon fill the machine, and a class whose static initializer makes one would do so unasked. Child
 * processes of child processes are counted on their own.
 */
public final class Depth {

  /** Of a worker: how many pools it stands in. */
  private static final String PROPERTY = "procpool.depth";

  /** How many pools may stand in each other; handed on to the workers. */
  private static final String MAX_PROPERTY = "procpool.maxDepth";

  /** Of a child process: how many parents it has that are child processes' parents. */
  private static final String CHILD_PROPERTY = "procpool.childDepth";

  /** How many there may be; handed on to the children. */
  private static final String MAX_CHILD_PROPERTY = "procpool.maxChildDepth";

  /** A child that starts two, and so on, is 30 processes by then. */
  private static final int MAX_CHILD_DEPTH = 4;

  private Depth() {}

  /** For the workers of a pool of this JVM. */
  static List<String> flags(OptionalInt asked) {
    return flags(ofThisJvm() + 1, max(asked), childDepth());
  }

  /** For its child processes. */
  static List<String> flagsOfChild() {
    return flags(ofThisJvm(), max(OptionalInt.empty()), childDepth() + 1);
  }

  private static List<String> flags(int depth, int max, int childDepth) {
    return List.of(
        "-D" + PROPERTY + "=" + depth,
        "-D" + MAX_PROPERTY + "=" + max,
        "-D" + CHILD_PROPERTY + "=" + childDepth,
        "-D" + MAX_CHILD_PROPERTY + "=" + maxChildDepth());
  }

  private static int ofThisJvm() {
    return Integer.getInteger(PROPERTY, 0);
  }

  /** In a worker it may be less than what that was started with, and not more. */
  private static int max(OptionalInt asked) {
    int given = Integer.getInteger(MAX_PROPERTY, 1);
    return ofThisJvm() == 0 ? asked.orElse(given) : Math.min(asked.orElse(given), given);
  }

  private static int childDepth() {
    return Integer.getInteger(CHILD_PROPERTY, 0);
  }

  private static int maxChildDepth() {
    return Integer.getInteger(MAX_CHILD_PROPERTY, MAX_CHILD_DEPTH);
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

  /**
   * Refuses a child process that would stand too deep, or that a child process would start whenever
   * it loads a class.
   *
   * @throws ProcpoolException with the way out
   */
  static void checkChild() {
    int depth = childDepth();
    if (depth > 0 && isInStaticInitializer()) {
      throw new ProcpoolException(
          "A static initializer starts a child process, in a child process: each child that loads"
              + " the class would start one more. Start it in main, or in a method.",
          null);
    }
    if (depth >= maxChildDepth()) {
      throw new ProcpoolException(
          "A child process of a child process of ...: this one is number "
              + depth
              + " of such a row, and no more are allowed. Start children in the main program, or"
              + " start that with -D"
              + MAX_CHILD_PROPERTY
              + "="
              + (depth + 1)
              + ".",
          null);
    }
  }

  private static boolean isInStaticInitializer() {
    return StackWalker.getInstance()
        .walk(stack -> stack.anyMatch(frame -> frame.getMethodName().equals("<clinit>")));
  }
}
