package io.procpool.bench;

import io.procpool.ProcessPool;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Large arrays through a pool of two: handed over in files, as the default is; all through the
 * pipes; and by Python's {@code multiprocessing.Pool}; with what two programs of C pass through a
 * pipe as the measure. Each round asks all of them everything; in GB/s.
 *
 * <pre>
 *   java -cp bench/target/side-by-side.jar io.procpool.bench.Bulk [rounds]
 * </pre>
 */
public final class Bulk {

  private static final int DEFAULT_ROUNDS = 9;
  private static final int WARM_UP_ROUNDS = 4;
  private static final List<String> QUESTIONS =
      List.of("there bytes", "back bytes", "there doubles", "back doubles");

  private static final long PIPED_BYTES = 1L << 30;
  private static final String PIPE =
      "dd if=/dev/zero bs=64k count=16384 2>/dev/null | dd of=/dev/null bs=64k 2>/dev/null";

  private final Map<String, Program> sides = new LinkedHashMap<>();
  private final Map<String, List<Double>> rates = new LinkedHashMap<>();

  private Bulk() {}

  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length == 0 ? DEFAULT_ROUNDS : Integer.parseInt(arguments[0]);
    try (Python python = Python.find("bulk.py").orElse(null)) {
      new Bulk().compare(rounds, Optional.ofNullable(python));
    }
  }

  private void compare(int rounds, Optional<Python> python) throws Exception {
    Machine machine = Machine.here(python.map(Python::version));
    sides.put("procpool, files", Program.start(ours(List.of())));
    sides.put("procpool, pipes", Program.start(ours(List.of("-Dprocpool.annexes=none"))));
    if (python.isPresent()) {
      String script = python.get().script().toString();
      sides.put("Python", Program.start(List.of(python.get().executable(), script)));
    }
    try {
      for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
        ask(round >= 0);
      }
      print(machine, rounds);
    } finally {
      sides.values().forEach(Program::close);
    }
  }

  private void ask(boolean counts) throws IOException, InterruptedException {
    for (String question : QUESTIONS) {
      for (Map.Entry<String, Program> side : sides.entrySet()) {
        side.getValue().ask(question); // files are kept for a second, and the others took longer
        double rate = (double) bytes(question) / side.getValue().ask(question).get(0);
        note(question + ": " + side.getKey(), rate, counts);
      }
    }
    note("a pipe, dd to dd", pipe(), counts);
  }

  private void note(String name, double rate, boolean counts) {
    if (counts) {
      rates.computeIfAbsent(name, key -> new ArrayList<>()).add(rate);
    }
  }

  private static long bytes(String question) {
    boolean isOfBytes = question.endsWith("bytes");
    return (long) BulkPool.TASKS * (isOfBytes ? BulkPool.BYTES : 8L * BulkPool.DOUBLES);
  }

  private static double pipe() throws IOException, InterruptedException {
    long start = System.nanoTime();
    int exit = new ProcessBuilder("/bin/sh", "-c", PIPE).start().waitFor();
    if (exit != 0) {
      throw new IOException("dd ended with exit code " + exit);
    }
    return (double) PIPED_BYTES / (System.nanoTime() - start);
  }

  private static List<String> ours(List<String> flags) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx2g");
    command.addAll(flags);
    command.add("-cp");
    command.add(
        SideBySide.homeOf(ProcessPool.class)
            + File.pathSeparator
            + SideBySide.homeOf(BulkPool.class));
    command.add(BulkPool.class.getName());
    return command;
  }

  private void print(Machine machine, int rounds) {
    System.out.printf(
        Locale.ROOT,
        "%s, %d rounds, %d cores, %s; load average %.2f to %.2f%n%n%-34s %8s   (range), GB/s%n",
        machine.date(),
        rounds,
        machine.cores(),
        machine.jvm(),
        machine.load(),
        Machine.loadAverage(),
        "",
        "median");
    rates.forEach(
        (name, all) ->
            System.out.printf(
                Locale.ROOT,
                "%-34s %8.2f   (%.2f .. %.2f)%n",
                name,
                Series.median(all),
                all.stream().mapToDouble(rate -> rate).min().orElse(0),
                all.stream().mapToDouble(rate -> rate).max().orElse(0)));
  }
}
