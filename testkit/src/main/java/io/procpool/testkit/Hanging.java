package io.procpool.testkit;

/** Ways to never give the result. */
final class Hanging {

  /** What a loop computes must be seen by somebody, or it might not be computed. */
  private static long turns;

  private Hanging() {}

  static <R> R untilInterrupted() throws InterruptedException {
    while (true) {
      Thread.sleep(Long.MAX_VALUE);
    }
  }

  static <R> R ignoringInterrupts() {
    while (true) {
      try {
        untilInterrupted();
      } catch (InterruptedException e) {
        continue; // which is what this is for
      }
    }
  }

  static <R> R busily() {
    while (true) {
      turns++;
    }
  }
}
