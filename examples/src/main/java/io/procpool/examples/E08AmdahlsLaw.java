package io.procpool.examples;

import io.procpool.Pool;
import io.procpool.ProcessPool;
import java.util.Collections;
import java.util.List;

/**
 * How much faster a program can become: computed by Amdahl's law, and measured. Text 002, "What can
 * be parallelised?".
 *
 * <p>The first table is the law: what can only be done in series limits what any number of
 * processes can gain. The second measures a job of 2 seconds, of which 0.4 are serial: look how its
 * speed-up stays below the law's, by what it costs to send tasks back and forth, and below 5, which
 * no number of processes reaches.
 */
public final class E08AmdahlsLaw {

  private static final int SERIAL_MILLIS = 400;
  private static final int TASKS = 16;
  private static final int TASK_MILLIS = 100;
  private static final int JOB_MILLIS = SERIAL_MILLIS + TASKS * TASK_MILLIS;

  private E08AmdahlsLaw() {}

  public static void main(String[] arguments) throws InterruptedException {
    compute();
    measure();
  }

  /** The law. What is not serial takes an n-th of its time. */
  private static double speedUp(double serialShare, int processes) {
    return 1 / (serialShare + (1 - serialShare) / processes);
  }

  private static void compute() {
    System.out.println("serial share     2     4     8    16    64  1024 processes");
    for (int percent : List.of(50, 20, 10, 5, 1)) {
      System.out.printf("%11d%%", percent);
      for (int processes : List.of(2, 4, 8, 16, 64, 1024)) {
        System.out.printf(" %5.2f", speedUp(percent / 100.0, processes));
      }
      System.out.println();
    }
    Expect.equal(speedUp(0.5, 2), 4 / 3.0);
    Expect.that(speedUp(0.05, 1_000_000) < 20, "faster than the serial part alone");
  }

  private static void measure() throws InterruptedException {
    double law = (double) SERIAL_MILLIS / JOB_MILLIS;
    System.out.println("processes  by the law  measured");
    for (int processes : List.of(2, 4, 8)) {
      double expected = speedUp(law, processes);
      double measured = JOB_MILLIS / millis(processes);
      System.out.printf("%9d  %10.2f  %8.2f%n", processes, expected, measured);
      Expect.that(measured > 1, processes + " processes are slower than one");
      Expect.that(measured < expected * 1.01, "faster than the law allows");
    }
  }

  /** How long the job takes in a pool that has started: a start is paid once, not by every job. */
  private static double millis(int processes) throws InterruptedException {
    try (Pool pool = ProcessPool.create(processes)) {
      pool.map(E08AmdahlsLaw::work, Collections.nCopies(4 * processes, 1));
      long start = System.nanoTime();
      work(SERIAL_MILLIS);
      pool.map(E08AmdahlsLaw::work, Collections.nCopies(TASKS, TASK_MILLIS));
      return (System.nanoTime() - start) / 1e6;
    }
  }

  /** Sleeps, so that the measurement depends on this machine's processors as little as can be. */
  private static int work(int millis) throws InterruptedException {
    Thread.sleep(millis);
    return millis;
  }
}
