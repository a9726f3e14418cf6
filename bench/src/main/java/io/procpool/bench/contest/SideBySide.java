package io.procpool.bench.contest;

import io.procpool.bench.Machine;
import io.procpool.bench.report.HtmlPage;
import io.procpool.bench.report.JsonReport;
import io.procpool.bench.report.MarkdownFile;
import io.procpool.bench.report.Measured;
import io.procpool.bench.report.Report;
import io.procpool.bench.report.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures procpool beside Python, beside threads of one JVM, and beside what the machine can do.
 *
 * <pre>
 *   for each group of trials:
 *     warm-up, then round 1, 2, ... : each trial asks each of its lanes once, in a new order
 *
 *                             +-> procpool    PoolSide, ColdPool, StartSide, MemorySide
 *   Contest ---- question --> |-> Python      peers.py: multiprocessing, concurrent.futures
 *      ^                      |-> one JVM     ThreadSide, NaiveWorker
 *      |                      +-> bare limit  Hello, PingPong, limits.c
 *      +----- nanoseconds ----+
 *      |
 *      +----> Report: a ratio for each round and goal, their median, and whether it is enough
 * </pre>
 *
 * <p>Each side is a program of its own, so none gains from this one's being warm.
 */
public final class SideBySide {

  private SideBySide() {}

  public static void main(String[] arguments) throws Exception {
    try {
      measure(Options.parse(arguments));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + System.lineSeparator() + Options.USAGE);
      System.exit(2);
    }
  }

  private static void measure(Options options) throws Exception {
    try (Sides sides = Sides.find()) {
      sides.absent().forEach(System.err::println);
      Machine machine = Machine.here(sides.python().map(Python::version));
      List<Measured> measured = compare(options, sides);
      give(
          new Report(machine, options.command(), options.rounds(), measured, Machine.loadAverage()),
          options);
    }
  }

  private static List<Measured> compare(Options options, Sides sides) throws Exception {
    sides.awaitArchive();
    List<Measured> all = new ArrayList<>();
    for (Group group : options.groups()) {
      System.err.println(group.title() + " ...");
      try (Contest contest = new Contest(group, sides, options)) {
        all.addAll(contest.run(options.rounds()));
      }
    }
    return all;
  }

  private static void give(Report report, Options options) throws IOException {
    Tables tables = new Tables(report);
    System.out.print(tables);
    if (options.json().isPresent()) {
      Files.writeString(options.json().get(), new JsonReport(report).toString());
    }
    if (options.html().isPresent()) {
      Files.writeString(options.html().get(), new HtmlPage(report).toString());
    }
    if (options.markdown().isPresent()) {
      new MarkdownFile(options.markdown().get()).put(tables);
    }
  }
}
