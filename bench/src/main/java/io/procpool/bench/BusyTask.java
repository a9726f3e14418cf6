package io.procpool.bench;

import io.procpool.task.TaskContext;

/** A task that computes for as long as its item says, in turns of a loop. */
final class BusyTask {

  private static final int CALIBRATION = 20_000_000;
  private static final int CALIBRATIONS = 10;

  private BusyTask() {}

  static int run(int turns) {
    long value = turns;
    for (int turn = 0; turn < turns; turn++) {
      value = value * 6364136223846793005L + 1442695040888963407L; // each turn waits for the last
    }
    return (int) value;
  }

  /**
   * {@link #run} that tells where and when.
   *
   * @return the slot of the worker, the begin and the end by {@code System.nanoTime()}, which is
   *     one clock for all processes here
   */
  static long[] stamped(int turns) {
    long begin = System.nanoTime();
    int result = run(turns);
    long end = System.nanoTime();
    return new long[] {TaskContext.current().slot(), begin, end, result};
  }

  /** How many turns a microsecond has on this machine, undisturbed. */
  static double turnsPerMicro() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < CALIBRATIONS; i++) {
      long start = System.nanoTime();
      run(CALIBRATION);
      least = Math.min(least, System.nanoTime() - start);
    }
    return CALIBRATION * 1e3 / least;
  }
}
