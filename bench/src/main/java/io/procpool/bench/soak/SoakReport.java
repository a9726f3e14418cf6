package io.procpool.bench.soak;

import io.procpool.bench.Json;
import io.procpool.bench.Machine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a run found, for a reader and for a program.
 *
 * @param loadAtEnd load average of the last minute when the run ended
 */
record SoakReport(Machine machine, long seed, List<Findings> parts, double loadAtEnd) {

  private static final String FIGURE = "  %-40s %s%n";
  private static final String PROMISE = "  %-7s %s%n";
  private static final String BREACH = "            %s%n";

  /** More of them say nothing new, and all are in the JSON. */
  private static final int BREACHES_SHOWN = 5;

  boolean isAllKept() {
    return broken() == 0;
  }

  /** The figures of each part, and its promises. */
  String table() {
    StringBuilder table = new StringBuilder(facts());
    for (Findings part : parts) {
      append(part, table);
    }
    return table
        .append(
            isAllKept()
                ? "Every promise was kept.%n".formatted()
                : "BROKEN: %d promises, with seed %d.%n".formatted(broken(), seed))
        .toString();
  }

  /** The same, and each single time, failure and sample. */
  String json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("date", machine.date());
    all.put("cores", machine.cores());
    all.put("system", machine.system());
    all.put("jvm", machine.jvm());
    all.put("loadAtStart", machine.load());
    all.put("loadAtEnd", loadAtEnd);
    all.put("seed", seed);
    all.put("parts", parts.stream().map(SoakReport::asMap).toList());
    return Json.of(all) + System.lineSeparator();
  }

  private long broken() {
    return parts.stream().mapToLong(Findings::broken).sum();
  }

  private String facts() {
    return String.format(
        Locale.ROOT,
        "%s, seed %d, %d cores, %s%n%s; load average %.2f to %.2f%n%n",
        machine.date(),
        seed,
        machine.cores(),
        machine.system(),
        machine.jvm(),
        machine.load(),
        loadAtEnd);
  }

  private static void append(Findings part, StringBuilder table) {
    table.append(String.format(Locale.ROOT, "%s; %.1f s%n", part.title(), part.seconds()));
    part.figures().forEach((name, value) -> table.append(FIGURE.formatted(name, value)));
    for (Findings.Promise promise : part.promises()) {
      table.append(PROMISE.formatted(promise.isKept() ? "kept" : "BROKEN", promise.text()));
      List<String> breaches = promise.breaches();
      breaches.stream()
          .limit(BREACHES_SHOWN)
          .forEach(breach -> table.append(BREACH.formatted(breach.lines().findFirst().orElse(""))));
      if (breaches.size() > BREACHES_SHOWN) {
        table.append(BREACH.formatted("... " + breaches.size() + " times in all"));
      }
    }
    table.append("%n".formatted());
  }

  private static Map<String, Object> asMap(Findings part) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("title", part.title());
    map.put("seconds", part.seconds());
    map.put("figures", part.figures());
    map.put("promises", part.promises().stream().map(SoakReport::asMap).toList());
    map.putAll(part.details());
    return map;
  }

  private static Map<String, Object> asMap(Findings.Promise promise) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("text", promise.text());
    map.put("kept", promise.isKept());
    map.put("breaches", promise.breaches());
    return map;
  }
}
