package io.procpool.worker;

import java.util.concurrent.TimeUnit;

/** Ends a hidden JVM whose training does not end: nobody waits for it, and nobody would know. */
final class TrainingGuard implements Runnable {

  private static final int LONGEST_SECONDS = 120;
  private static final int FAILED = 1;

  @Override
  public void run() {
    try {
      TimeUnit.SECONDS.sleep(LONGEST_SECONDS);
    } catch (InterruptedException e) {
      return; // nobody does
    }
    Runtime.getRuntime().halt(FAILED);
  }
}
