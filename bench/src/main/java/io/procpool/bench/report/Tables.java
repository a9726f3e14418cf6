package io.procpool.bench.report;

import java.util.ArrayList;
import java.util.List;

/** A report as two tables of Markdown, for a terminal and for a document: the goals, all values. */
public final class Tables {

  private final Report report;

  public Tables(Report report) {
    this.report = report;
  }

  @Override
  public String toString() {
    return "%s.\n\n%s.\n\n%s\n%s\n`%s`\n"
        .formatted(report.headline(), report.facts(), goals(), values(), report.command());
  }

  private TextTable goals() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("figure", "procpool", "peer", "", "ratio", "range", "must", "aim", "verdict"));
    for (Score score : report.scores()) {
      rows.add(
          List.of(
              score.title(),
              score.unit().shown(score.ours().median()),
              score.peer().name(),
              score.unit().shown(score.peer().median()),
              Unit.number(score.ratio()),
              Unit.number(score.lowest()) + " .. " + Unit.number(score.highest()),
              score.goal().shown(score.goal().must()),
              score.goal().shown(score.goal().aim()),
              score.verdict().text()));
    }
    return new TextTable(rows);
  }

  private TextTable values() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("figure", "competitor", "median", "lowest", "highest"));
    for (Measured measured : report.measured()) {
      Unit unit = measured.figure().unit();
      for (Line line : measured.lines()) {
        rows.add(
            List.of(
                line == measured.lines().get(0) ? measured.figure().name() : "",
                line.name(),
                unit.shown(line.median()),
                unit.shown(line.lowest()),
                unit.shown(line.highest())));
      }
    }
    return new TextTable(rows);
  }
}
