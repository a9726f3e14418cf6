package io.procpool.bench;

import io.procpool.MapOptions;
import io.procpool.ProcessPool;
import io.procpool.bench.report.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How near the default chunk size comes to the best fixed one, load by load, and how long workers
 * have nothing to do in it.
 *
 * <pre>
 *   Chunking [--rounds N] [--json FILE] [LOAD...]     9 rounds of all loads
 * </pre>
 *
 * <p>Each round maps a load once with each size, in a new order, in one warm pool of two. The best
 * fixed size is the one with the least median, which is a little less than it would be in another
 * run: nine are tried and one is default. What is idle is measured in rounds of their own, for the
 * stamps cost time.
 */
public final class Chunking {

  private static final int WORKERS = 2;
  private static final int DEFAULT_ROUNDS = 9;
  private static final int WARM_UP_ROUNDS = 2;
  private static final int STAMPED_ROUNDS = 5;
  private static final List<Integer> SIZES = List.of(1, 4, 16, 64, 256, 1024, 4096, 16384);

  /** Stamps on shorter tasks would measure themselves. */
  private static final int MOST_STAMPED = 10_000;

  private static final String DEFAULT = "default";

  private final Random order = new Random();
  private int rounds = DEFAULT_ROUNDS;
  private Optional<Path> json = Optional.empty();
  private final List<String> names = new ArrayList<>();

  private Chunking(String[] arguments) {
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--rounds" -> rounds = Integer.parseInt(arguments[++i]);
        case "--json" -> json = Optional.of(Path.of(arguments[++i]));
        default -> names.add(arguments[i]);
      }
    }
  }

  public static void main(String[] arguments) throws IOException {
    new Chunking(arguments).run();
  }

  private void run() throws IOException {
    Machine machine = Machine.here(Optional.empty());
    System.out.println(machine);
    List<String> figures = new ArrayList<>();
    try (ProcessPool pool = ProcessPool.create(WORKERS)) {
      for (ChunkLoad load : ChunkLoad.all(BusyTask.turnsPerMicro())) {
        if (names.isEmpty() || names.contains(load.name())) {
          figures.add(measure(pool, load));
        }
      }
    }
    if (json.isPresent()) {
      String all = String.join(",\n", figures);
      String facts = "\"machine\": \"" + machine + "\", \"rounds\": " + rounds;
      Files.writeString(json.get(), "{" + facts + ", \"loads\": [\n" + all + "\n]}\n");
    }
  }

  /** Prints its row, and returns it as JSON. */
  private String measure(ProcessPool pool, ChunkLoad load) {
    Map<String, List<Double>> millis = time(pool, load);
    String best = best(millis);
    double ratio = Line.median(millis.get(best)) / Line.median(millis.get(DEFAULT));
    List<Double> idle = load.items().size() > MOST_STAMPED ? List.of() : idle(pool, load);
    String shown =
        String.format(
            Locale.ROOT,
            "%-21s best fixed %5s %7.1f ms, default %7.1f ms: %.3f   idle %s  %s%n",
            load.name(),
            best,
            Line.median(millis.get(best)),
            Line.median(millis.get(DEFAULT)),
            ratio,
            idle.isEmpty() ? "-" : percent(idle.get(0)) + ", tail " + percent(idle.get(1)),
            medians(millis));
    System.out.print(shown);
    return String.format(
        Locale.ROOT,
        "{\"load\": \"%s\", \"best\": \"%s\", \"ratio\": %.3f, \"idleAndTail\": %s, \"millis\": %s}",
        load.name(),
        best,
        ratio,
        idle,
        millis.entrySet().stream()
            .map(entry -> '"' + entry.getKey() + "\": " + entry.getValue())
            .collect(Collectors.joining(", ", "{", "}")));
  }

  private Map<String, List<Double>> time(ProcessPool pool, ChunkLoad load) {
    Map<String, MapOptions> variants = variants(load);
    Map<String, List<Double>> millis = new LinkedHashMap<>();
    for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
      List<String> turns = new ArrayList<>(variants.keySet());
      Collections.shuffle(turns, order);
      for (String variant : turns) {
        long start = System.nanoTime();
        pool.map(BusyTask::run, load.input(), variants.get(variant));
        double took = (System.nanoTime() - start) / 1e6;
        if (round >= 0) {
          millis.computeIfAbsent(variant, any -> new ArrayList<>()).add(took);
        }
      }
    }
    return millis;
  }

  private static Map<String, MapOptions> variants(ChunkLoad load) {
    Map<String, MapOptions> variants = new LinkedHashMap<>();
    variants.put(DEFAULT, MapOptions.DEFAULT);
    TreeSet<Integer> sizes = new TreeSet<>(SIZES);
    sizes.add(load.pythonSize(WORKERS));
    for (int size : sizes.headSet(load.items().size())) {
      variants.put(Integer.toString(size), MapOptions.DEFAULT.withChunkSize(size));
    }
    return variants;
  }

  private static String best(Map<String, List<Double>> millis) {
    return millis.keySet().stream()
        .filter(variant -> !variant.equals(DEFAULT))
        .min((a, b) -> Double.compare(Line.median(millis.get(a)), Line.median(millis.get(b))))
        .orElseThrow();
  }

  /**
   * The middle of the rounds: of the worker that is idle most, how much of the job's time it runs
   * nothing, and how much of that is behind its last task.
   */
  private static List<Double> idle(ProcessPool pool, ChunkLoad load) {
    List<Double> idle = new ArrayList<>();
    List<Double> tails = new ArrayList<>();
    for (int round = 0; round < STAMPED_ROUNDS; round++) {
      long start = System.nanoTime();
      List<long[]> stamps = pool.map(BusyTask::stamped, load.input());
      long end = System.nanoTime();
      idle.add(mostIdle(stamps, end - start));
      tails.add(longestTail(stamps, start, end));
    }
    return List.of(Line.median(idle), Line.median(tails));
  }

  private static double mostIdle(List<long[]> stamps, long nanos) {
    long[] busy = new long[WORKERS];
    for (long[] stamp : stamps) {
      busy[(int) stamp[0]] += stamp[2] - stamp[1];
    }
    double most = 0;
    for (long time : busy) {
      most = Math.max(most, 1 - (double) time / nanos);
    }
    return most;
  }

  private static double longestTail(List<long[]> stamps, long start, long end) {
    long[] last = new long[WORKERS];
    for (long[] stamp : stamps) {
      last[(int) stamp[0]] = Math.max(last[(int) stamp[0]], stamp[2]);
    }
    double longest = 0;
    for (long time : last) {
      longest = Math.max(longest, (double) (end - Math.max(start, time)) / (end - start));
    }
    return longest;
  }

  private static String medians(Map<String, List<Double>> millis) {
    return millis.entrySet().stream()
        .map(each -> each.getKey() + "=" + Math.round(Line.median(each.getValue())))
        .collect(Collectors.joining(" ", "[", "]"));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", share * 100);
  }
}
