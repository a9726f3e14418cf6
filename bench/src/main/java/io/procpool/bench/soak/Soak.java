package io.procpool.bench.soak;

import io.procpool.bench.Machine;
import io.procpool.bench.soak.SoakOptions.Part;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Breaks workers for minutes, and says whether procpool kept its promises: nothing hangs, exactly
 * the guilty task fails, by its cause, no task runs twice, and nothing is left or grows.
 *
 * <pre>
 *   kills   {@link Storm}     a map while workers get SIGKILL
 *   stops   {@link Storm}     the same with SIGSTOP and a limit for each task
 *   mixed   {@link Mixture}   everything that can happen to tasks, callers, workers and pools, at random
 * </pre>
 *
 * <p>Nothing here believes what the pool says of itself: tasks sign a {@link Ledger}, processes and
 * files are counted by the kernel, and times are taken from outside.
 */
public final class Soak {

  private Soak() {}

  public static void main(String[] arguments) throws Exception {
    SoakOptions options;
    try {
      options = SoakOptions.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + System.lineSeparator() + SoakOptions.USAGE);
      System.exit(2);
      return;
    }
    SoakReport report = soak(options);
    System.out.print(report.table());
    if (options.json().isPresent()) {
      Files.writeString(options.json().get(), report.json());
    }
    System.exit(report.isAllKept() ? 0 : 1); // what hangs must not hold this JVM
  }

  private static SoakReport soak(SoakOptions options) throws Exception {
    System.err.println("seed " + options.seed());
    Machine machine = Machine.here(Optional.empty());
    List<Findings> found = new ArrayList<>();
    for (Part part : options.parts()) {
      System.err.println("soaking: " + part);
      found.add(run(part, options));
    }
    return new SoakReport(machine, options.seed(), found, Machine.loadAverage());
  }

  private static Findings run(Part part, SoakOptions options) throws Exception {
    return switch (part) {
      case KILLS -> new Storm(StormPlan.KILLS, options.seed()).run();
      case STOPS -> new Storm(StormPlan.STOPS, options.seed()).run();
      case MIXED -> new Mixture(options.minutes(), options.seed()).run();
    };
  }
}
