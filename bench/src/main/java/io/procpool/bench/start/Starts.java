package io.procpool.bench.start;

import io.procpool.MapOptions;
import io.procpool.ProcessPool;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Measures how long workers take to start, beside JVMs that do nothing: whole processes, each kind
 * once in every round, in a new order each time. What is divided is the same round's.
 *
 * <pre>
 *   Starts [ROUNDS [NAME=FLAG,FLAG...]...]     21 rounds; worker flags to compare, beside those of every pool
 * </pre>
 *
 * <p>The pool's own JVM is warm: what is measured is the way from {@code ProcessPool.create} to the
 * first result, which is the worker's. Whether there is a class-data archive is for the system
 * property {@code procpool.archive} to say; the warm-up waits until one can have been made.
 */
public final class Starts {

  private static final int DEFAULT_ROUNDS = 21;
  private static final int WARM_UP_ROUNDS = 5;
  private static final int MANY = 8;
  private static final int SETTLING_MILLIS = 4000;
  private static final String BARE = "bare JVM";
  private static final String MANY_BARE = MANY + " bare JVMs";
  private static final Random ORDER = new Random();

  private final Map<String, Subject> subjects = new LinkedHashMap<>();
  private final Map<String, List<Double>> millis = new LinkedHashMap<>();

  private Starts() {}

  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length == 0 ? DEFAULT_ROUNDS : Integer.parseInt(arguments[0]);
    Starts starts = new Starts();
    starts.add(BARE, () -> bare(1));
    starts.addPools("", List.of());
    for (String variant :
        List.of(arguments).subList(Math.min(1, arguments.length), arguments.length)) {
      String[] parts = variant.split("=", 2);
      starts.addPools(", " + parts[0], List.of(parts[1].split(",(?=-)")));
    }
    starts.add(MANY_BARE, () -> bare(MANY));
    starts.add(MANY + " workers", () -> all(MANY));
    starts.run(rounds);
    starts.print(rounds);
  }

  private void addPools(String name, List<String> flags) {
    add("worker, basic value" + name, () -> pool(flags, 41L));
    add("worker, value for Kryo" + name, () -> pool(flags, new Point("p", List.of(1.0, 2.0))));
  }

  private void add(String name, Subject subject) {
    subjects.put(name, subject);
    millis.put(name, new ArrayList<>());
  }

  private void run(int rounds) throws Exception {
    for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
      List<String> names = new ArrayList<>(subjects.keySet());
      Collections.shuffle(names, ORDER);
      for (String name : names) {
        double took = subjects.get(name).nanos() / 1e6;
        if (round >= 0) {
          millis.get(name).add(took);
        }
      }
      if (round == -WARM_UP_ROUNDS) {
        Thread.sleep(SETTLING_MILLIS);
      }
    }
  }

  private void print(int rounds) {
    System.out.printf(
        "%s, %d cores, %d rounds; milliseconds, and times the bare JVM of the same round%n%n",
        Runtime.version(), Runtime.getRuntime().availableProcessors(), rounds);
    System.out.printf("| %-46s | median |   min | / bare |%n", "spawn to first result");
    System.out.printf("| %s | -----: | ----: | -----: |%n", "-".repeat(46));
    millis.forEach(
        (name, all) -> {
          List<Double> base = millis.get(Character.isDigit(name.charAt(0)) ? MANY_BARE : BARE);
          double[] ratios =
              IntStream.range(0, all.size()).mapToDouble(i -> all.get(i) / base.get(i)).toArray();
          double[] values = all.stream().mapToDouble(Double::doubleValue).toArray();
          System.out.printf(
              "| %-46s | %6.1f | %5.1f | %6.2f |%n",
              name, median(values), Collections.min(all), median(ratios));
        });
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  /** From the first start to the last byte. */
  private static long bare(int number)
      throws IOException, InterruptedException, URISyntaxException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Path place = Path.of(Hello.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> command = List.of(java, "-cp", place.toString(), Hello.class.getName());
    List<Process> processes = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < number; i++) {
      processes.add(new ProcessBuilder(command).start());
    }
    for (Process process : processes) {
      try (InputStream out = process.getInputStream()) {
        if (out.read() != 'A') {
          throw new IOException("a bare JVM did not answer");
        }
      }
    }
    long nanos = System.nanoTime() - start;
    for (Process process : processes) {
      process.waitFor();
    }
    return nanos;
  }

  private static long pool(List<String> flags, Object value) {
    long start = System.nanoTime();
    try (ProcessPool pool =
        ProcessPool.builder().processes(1).jvmArgs(flags.toArray(new String[0])).build()) {
      if (!pool.apply(x -> x, value).equals(value)) {
        throw new AssertionError("a value came back as another");
      }
      return System.nanoTime() - start;
    }
  }

  /** Until each worker has run a task: none of them ends before all have begun. */
  private static long all(int number) throws IOException {
    Path folder = Files.createTempDirectory("starts");
    String name = folder.toString();
    long start = System.nanoTime();
    try (ProcessPool pool = ProcessPool.create(number)) {
      List<Integer> items = IntStream.range(0, number).boxed().toList();
      pool.map(item -> meet(name, item, items.size()), items, MapOptions.DEFAULT.withChunkSize(1));
      return System.nanoTime() - start;
    } finally {
      for (File file : folder.toFile().listFiles()) {
        Files.delete(file.toPath());
      }
      Files.delete(folder);
    }
  }

  private static int meet(String folder, int item, int number) throws Exception {
    File here = new File(folder);
    if (!new File(here, Integer.toString(item)).createNewFile()) {
      throw new IOException("task " + item + " has run before");
    }
    while (here.list().length < number) {
      Thread.sleep(1);
    }
    return item;
  }

  private record Point(String name, List<Double> values) {}

  private interface Subject {

    long nanos() throws Exception;
  }
}
