package io.procpool.bench.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A report as one page that needs nothing else: how procpool stands, then every round. */
public final class HtmlPage {

  private final Report report;

  public HtmlPage(Report report) {
    this.report = report;
  }

  @Override
  public String toString() {
    return """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>procpool beside its peers</title>
        <style>
        %s</style>
        <main>
        <h1>procpool beside its peers</h1>
        <p class="headline">%s</p>
        <p class="facts">%s<br><code>%s</code></p>
        %s
        %s
        </main>
        </html>
        """
        .formatted(
            styleSheet(),
            tiles(),
            Html.text(report.facts()),
            Html.text(report.command()),
            goals(),
            report.groups().stream().map(this::group).collect(Collectors.joining()));
  }

  private String tiles() {
    return Arrays.stream(Verdict.values())
        .map(
            verdict ->
                "<span class='tile %s'><b>%d</b> %s</span>"
                    .formatted(verdict.style(), report.count(verdict), verdict.text()))
        .collect(Collectors.joining(" "));
  }

  private String goals() {
    return """
        <table>
        <thead><tr><th>figure<th class="n">procpool<th>peer<th class="n"><th class="n">ratio
        <th class="n">must<th class="n">aim<th class="m">worse ← must → better<th>verdict</tr></thead>
        <tbody>
        %s</tbody></table>
        <p class="key">Ratio: the median of the rounds' ratios; behind the dot, their range. The solid
        line is what must be reached, the short one what is aimed for, the width a factor of 6 each
        way. Below, each dot is a round and each stroke a median; a dashed stroke is where procpool
        has to be.</p>
        """
        .formatted(report.scores().stream().map(HtmlPage::goal).collect(Collectors.joining()));
  }

  private static String goal(Score score) {
    return """
        <tr><td>%s<td class="n ours">%s<td class="peer">%s<td class="n">%s<td class="n"><b>%s×</b>
        <td class="n">%s<td class="n">%s<td class="m">%s<td class="verdict %s">%s</tr>
        """
        .formatted(
            Html.text(score.title()),
            score.unit().shown(score.ours().median()),
            Html.text(score.peer().name()),
            score.unit().shown(score.peer().median()),
            Unit.number(score.ratio()),
            score.goal().shown(score.goal().must()),
            score.goal().shown(score.goal().aim()),
            new GoalPlot(score),
            score.verdict().style(),
            score.verdict().text());
  }

  private String group(String name) {
    return "<h2>%s</h2>\n<p>%s</p>\n<div class='figures'>%s</div>\n"
        .formatted(
            Html.text(name),
            legend(name),
            report.in(name).stream().map(HtmlPage::figure).collect(Collectors.joining()));
  }

  private String legend(String group) {
    return report.in(group).stream()
        .flatMap(measured -> measured.lines().stream())
        .map(Line::kind)
        .distinct()
        .sorted()
        .map(kind -> "<span class='key %s'>● %s</span>".formatted(kind.style(), kind.title()))
        .collect(Collectors.joining(" "));
  }

  private static String figure(Measured measured) {
    return "<figure><figcaption>%s <small>%s</small></figcaption>%s</figure>\n"
        .formatted(
            Html.text(measured.figure().name()),
            measured.figure().unit().isRate() ? "more is better →" : "← less is better",
            new StripPlot(measured));
  }

  private static String styleSheet() {
    try (InputStream source = HtmlPage.class.getResourceAsStream("page.css")) {
      return new String(source.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
