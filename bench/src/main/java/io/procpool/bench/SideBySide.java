package io.procpool.bench;

import io.procpool.ProcessPool;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Measures procpool beside Python's {@code multiprocessing.Pool}, spawn start method, on this
 * machine.
 *
 * <pre>
 *   round 1:  each question to procpool, then to Python
 *   round 2:  each question to Python, then to procpool
 *   ...
 *
 *                             +-> Squares     (java)       one program of each side keeps a warm pool;
 *   Contest --- question ---> |                            each cold question starts another one
 *      ^                      +-> squares.py  (python3)
 *      +----- nanoseconds ----+
 * </pre>
 *
 * <p>Both sides are programs of their own, so neither gains from this one's being warm.
 */
public final class SideBySide {

  /** What the compilers of procpool's JVMs need; Python gets as many. */
  private static final int WARM_UP_ROUNDS = 5;

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
    try (Python python = Python.find("squares.py").orElse(null)) {
      Report report = compare(options.rounds(), Optional.ofNullable(python));
      System.out.print(report.table());
      if (options.json().isPresent()) {
        Files.writeString(options.json().get(), report.json());
      }
    }
  }

  private static Report compare(int rounds, Optional<Python> python)
      throws IOException, InterruptedException, URISyntaxException {
    if (python.isEmpty()) {
      System.err.println("There is no python3 in PATH: procpool is measured alone.");
    }
    Machine machine = Machine.here(python.map(Python::version));
    try (Contest contest = new Contest(ourSide(), python.map(Python::side))) {
      contest.warmUp(WARM_UP_ROUNDS);
      contest.run(rounds);
      return new Report(machine, rounds, contest.series(), Machine.loadAverage());
    }
  }

  /** With the class path that a user would write: procpool.jar and the program's own. */
  private static Side ourSide() throws URISyntaxException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = homeOf(ProcessPool.class) + File.pathSeparator + homeOf(Squares.class);
    return new Side("procpool", List.of(java, "-cp", classPath, Squares.class.getName()));
  }

  static Path homeOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
