package io.procpool.bench;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a run found, for a reader and for a program.
 *
 * @param loadAtEnd load average of the last minute when the run ended
 */
record Report(Machine machine, int rounds, List<Series> series, double loadAtEnd) {

  private static final String ROW = "%-46s %5s %11s %11s %10s   %s%n";

  /** A table of medians, with the range of the ratios behind. */
  String table() {
    StringBuilder table = new StringBuilder(facts());
    table.append(ROW.formatted("medians", "", "procpool", "Python", "x as fast", "(range)"));
    for (Series one : series) {
      table.append(row(one));
    }
    return table.toString();
  }

  /** Every round of every figure, in nanoseconds. */
  String json() {
    return String.format(
        Locale.ROOT,
        """
        {
          "date": "%s",
          "cores": %d,
          "system": "%s",
          "jvm": "%s",
          "python": %s,
          "loadAtStart": %.2f,
          "loadAtEnd": %.2f,
          "rounds": %d,
          "figures": [
        %s
          ]
        }
        """,
        machine.date(),
        machine.cores(),
        machine.system(),
        machine.jvm(),
        machine.python().map(version -> '"' + version + '"').orElse("null"),
        machine.load(),
        loadAtEnd,
        rounds,
        series.stream().map(Report::json).collect(Collectors.joining(",\n")));
  }

  private String facts() {
    return String.format(
        Locale.ROOT,
        "%s, %d rounds, %d cores, %s%n%s; %s; load average %.2f to %.2f%n%n",
        machine.date(),
        rounds,
        machine.cores(),
        machine.system(),
        machine.jvm(),
        machine.python().map(version -> "Python " + version + ", spawn").orElse("no Python"),
        machine.load(),
        loadAtEnd);
  }

  private static String row(Series series) {
    Figure figure = series.figure();
    List<Double> ratios = series.timesAsFast();
    return ROW.formatted(
        figure.name(),
        figure.unit().symbol(),
        shown(figure, series.ours()),
        shown(figure, series.theirs()),
        ratios.isEmpty() ? "" : number(Series.median(ratios)),
        ratios.isEmpty() ? "" : range(ratios));
  }

  private static String shown(Figure figure, List<Long> nanos) {
    return nanos.isEmpty() ? "" : number(figure.unit().of(Series.median(nanos)));
  }

  private static String range(List<Double> ratios) {
    return number(Collections.min(ratios)) + " .. " + number(Collections.max(ratios));
  }

  private static String json(Series series) {
    return """
        {"name": "%s", "procpool": %s, "python": %s}"""
        .formatted(series.figure().name(), series.ours(), series.theirs())
        .indent(4)
        .stripTrailing();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%.0f", value);
  }
}
