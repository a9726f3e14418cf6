package io.procpool.it;

import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Waits for what another thread or process will make true, and no longer than it should take. */
public final class Eventually {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final long PAUSE_MILLIS = 20;

  private Eventually() {}

  /**
   * Returns as soon as the condition holds.
   *
   * @param what says what should have become true
   * @throws AssertionError after 30 seconds, with the stacks of all threads of this JVM
   */
  public static void eventually(String what, BooleanSupplier condition) {
    eventually(what, LIMIT, condition);
  }

  /** The same within another time. */
  public static void eventually(String what, Duration limit, BooleanSupplier condition) {
    if (!within(limit, condition)) {
      throw new AssertionError(
          "Not within %d s: %s%n%n%s".formatted(limit.toSeconds(), what, stacksOfThisJvm()));
    }
  }

  /** Whether the condition comes to hold within a time; it is asked once more at its end. */
  static boolean within(Duration limit, BooleanSupplier condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        return condition.getAsBoolean();
      }
      pause();
    }
    return true;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting", e);
    }
  }

  static String stacksOfThisJvm() {
    StringBuilder stacks = new StringBuilder();
    for (Map.Entry<Thread, StackTraceElement[]> entry : Thread.getAllStackTraces().entrySet()) {
      Thread thread = entry.getKey();
      stacks.append("%n\"%s\" %s".formatted(thread.getName(), thread.getState()));
      for (StackTraceElement frame : entry.getValue()) {
        stacks.append("%n    at %s".formatted(frame));
      }
    }
    return stacks.toString();
  }
}
