package io.procpool.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class ReportTest {

  private static final Pattern DRAWING = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL);

  @TempDir private Path folder;

  @Test
  void theHeadlineCountsGoals() {
    assertThat(Reports.some().headline())
        .isEqualTo("1 of 2 goals met, 0 of them as aimed for; 1 missed");
  }

  @Test
  void theTablesHoldTheMediansAndTheRatio() {
    assertThat(new Tables(Reports.some()).toString())
        .containsPattern("first result +\\| +12.0 ms \\| bare +\\| +10.0 ms \\| +1.20 ")
        .contains("≥ 200×", "✔ must", "✘ missed");
  }

  @Test
  void theJsonHoldsEveryRound() {
    assertThat(new JsonReport(Reports.some()).toString())
        .contains("[1000000.0, 2000000.0, 3000000.0]", "\"verdict\": \"must\"", "\\\"a & b\\\"");
  }

  @Test
  void eachDrawingOfThePageIsWellFormed() throws Exception {
    String page = new HtmlPage(Reports.some()).toString();
    List<String> drawings = DRAWING.matcher(page).results().map(MatchResult::group).toList();

    assertThat(drawings).hasSize(4);
    for (String drawing : drawings) {
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(drawing)));
    }
  }

  @Test
  void thePageNeedsNothingFromElsewhere() {
    assertThat(new HtmlPage(Reports.some()).toString())
        .doesNotContain("http", "<script", "<link", "\"a & b\"");
  }

  @Test
  void aDocumentKeepsWhatStandsAroundTheFigures() throws Exception {
    Path file = folder.resolve("a.md");
    Files.writeString(file, "before\n" + MarkdownFile.BEGIN + "old\n" + MarkdownFile.END + "after");

    new MarkdownFile(file).put(new Tables(Reports.some()));
    new MarkdownFile(file).put(new Tables(Reports.some()));

    assertThat(file)
        .content()
        .startsWith("before\n")
        .endsWith(MarkdownFile.END + "after")
        .contains("first result")
        .doesNotContain("old");
  }
}
