package io.procpool.it.values;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All rows, by name: a task looks up here what its argument should be. */
final class ValueTable {

  private static final Map<String, Row> ROWS = byName();

  private ValueTable() {}

  static Stream<Row> rows(Row.Crosses... crosses) {
    List<Row.Crosses> wanted = List.of(crosses);
    return ROWS.values().stream().filter(row -> wanted.contains(row.crosses()));
  }

  static Row row(String name) {
    return ROWS.get(name);
  }

  private static Map<String, Row> byName() {
    Map<String, Row> rows = new LinkedHashMap<>();
    Stream.of(
            PlainRows.all(),
            ListRows.all(),
            SetRows.all(),
            MapRows.all(),
            OwnClassRows.all(),
            GraphRows.all(),
            ContentRows.all(),
            LibraryRows.all(),
            LanguageRows.all(),
            RefusedRows.all())
        .flatMap(List::stream)
        .forEach(
            row -> {
              if (rows.put(row.name(), row) != null) {
                throw new IllegalStateException("two rows: " + row.name());
              }
            });
    return rows;
  }
}
