package io.procpool.bench.report;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rows of cells as aligned text, which is Markdown too: words to the left, numbers to the right.
 */
final class TextTable {

  /** Maybe with its unit or its relation, maybe two of them. */
  private static final Pattern NUMBER =
      Pattern.compile("([≤≥] )?[0-9][0-9.,]*( .{1,4}| \\.\\. .*|×)?");

  private final List<List<String>> rows;

  /** The first row is the header. */
  TextTable(List<List<String>> rows) {
    this.rows = rows;
  }

  @Override
  public String toString() {
    List<Column> columns = IntStream.range(0, rows.get(0).size()).mapToObj(this::column).toList();
    return Stream.concat(
            Stream.of(row(rows.get(0), columns), rule(columns)),
            rows.stream().skip(1).map(row -> row(row, columns)))
        .collect(Collectors.joining());
  }

  private Column column(int index) {
    int width = rows.stream().mapToInt(row -> row.get(index).length()).max().orElse(0);
    boolean isOfNumbers =
        rows.stream().skip(1).map(row -> row.get(index)).anyMatch(NUMBER.asMatchPredicate());
    return new Column(width, isOfNumbers);
  }

  private static String row(List<String> cells, List<Column> columns) {
    return IntStream.range(0, cells.size())
        .mapToObj(i -> columns.get(i).cell(cells.get(i)))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String rule(List<Column> columns) {
    return columns.stream().map(Column::rule).collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private record Column(int width, boolean isOfNumbers) {

    String cell(String text) {
      String padding = " ".repeat(width - text.length());
      return isOfNumbers ? padding + text : text + padding;
    }

    String rule() {
      return isOfNumbers ? "-".repeat(width - 1) + ":" : "-".repeat(width);
    }
  }
}
