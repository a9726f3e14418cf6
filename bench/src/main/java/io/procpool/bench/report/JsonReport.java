package io.procpool.bench.report;

import io.procpool.bench.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** A report for a program: every value of every round, and how procpool stands. */
public final class JsonReport {

  private final Report report;

  public JsonReport(Report report) {
    this.report = report;
  }

  @Override
  public String toString() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("date", report.machine().date());
    all.put("cores", report.machine().cores());
    all.put("processor", report.machine().processor());
    all.put("system", report.machine().system());
    all.put("jvm", report.machine().jvm());
    all.put("python", report.machine().python().orElse("none"));
    all.put("loadAtStart", report.machine().load());
    all.put("loadAtEnd", report.loadAtEnd());
    all.put("rounds", report.rounds());
    all.put("command", report.command());
    all.put("figures", report.measured().stream().map(JsonReport::figure).toList());
    return Json.of(all) + "\n";
  }

  private static Map<String, Object> figure(Measured measured) {
    Map<String, Object> figure = new LinkedHashMap<>();
    figure.put("group", measured.group());
    figure.put("name", measured.figure().name());
    figure.put("unit", measured.figure().unit().kept());
    figure.put("competitors", measured.lines().stream().map(JsonReport::line).toList());
    figure.put("goals", measured.scores().stream().map(JsonReport::goal).toList());
    return figure;
  }

  private static Map<String, Object> line(Line line) {
    Map<String, Object> competitor = new LinkedHashMap<>();
    competitor.put("name", line.name());
    competitor.put("kind", line.kind().title());
    competitor.put("median", line.median());
    competitor.put("values", line.values());
    return competitor;
  }

  private static Map<String, Object> goal(Score score) {
    Map<String, Object> goal = new LinkedHashMap<>();
    goal.put("procpool", score.ours().name());
    goal.put("peer", score.peer().name());
    goal.put("atLeast", score.goal().isAdvantage());
    goal.put("must", score.goal().must());
    goal.put("aim", score.goal().aim());
    goal.put("ratio", score.ratio());
    goal.put("lowest", score.lowest());
    goal.put("highest", score.highest());
    goal.put("verdict", score.verdict().style());
    return goal;
  }
}
