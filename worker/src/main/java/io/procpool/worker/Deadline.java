package io.procpool.worker;

/**
 * Ends this JVM if something of the job's that nobody waits for takes too long. On a thread of its
 * own, which is interrupted if it ends in time.
 *
 * @param what has not ended then, for standard error
 */
record Deadline(String what) implements Runnable {

  private static final int MILLIS = 30_000;

  @Override
  public void run() {
    try {
      Thread.sleep(MILLIS);
    } catch (InterruptedException e) {
      return; // it has ended in time
    }
    StandardStreams.complain(what.concat(" within 30 s: this worker ends"));
    WorkerMain.endAsBroken();
  }
}
