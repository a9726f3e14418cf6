package io.procpool.cli;

import io.procpool.ProcessPool;
import io.procpool.TravelReport;
import io.procpool.task.TaskFunction;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * {@code doctor}: says how a job would run here, and runs the first of its inputs to see what
 * crosses. All it has to say is for standard output.
 */
final class Doctor {

  private static final double NANOS_PER_MILLI = 1e6;

  private final Options options;
  private final long startNanos = System.nanoTime();

  Doctor(Options options) {
    this.options = options;
  }

  /**
   * @param job what was found, and how
   */
  <T, R> ExitCode examine(
      String job, ProcessPool pool, TaskFunction<T, R> function, Stream<T> inputs) {
    double startMillis = millisSince(startNanos);
    say("job", job);
    say(
        "java",
        Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " processors");
    say("workers", pool + ", on " + (options.java() == null ? "the same java" : options.java()));
    say("ready", String.format(Locale.ROOT, "the first worker, behind %.0f ms", startMillis));
    Iterator<T> input = inputs.iterator();
    if (!input.hasNext()) {
      say("input", "there is none: give one line of it to see it cross");
      return ExitCode.SOME_FAILED;
    }
    T first = input.next();
    long taskNanos = System.nanoTime();
    TravelReport report = pool.check(function, first);
    double taskMillis = millisSince(taskNanos);
    System.out.print(report);
    if (report.isGood()) {
      say("verdict", String.format(Locale.ROOT, "all of it crosses; %.1f ms for it", taskMillis));
      return ExitCode.ALL_SUCCEEDED;
    }
    say("verdict", "not all of it crosses, or the task failed: see above");
    return ExitCode.SOME_FAILED;
  }

  private static void say(String about, String what) {
    System.out.printf("%-10s  %s%n", about, what);
  }

  private static double millisSince(long nanos) {
    return (System.nanoTime() - nanos) / NANOS_PER_MILLI;
  }
}
