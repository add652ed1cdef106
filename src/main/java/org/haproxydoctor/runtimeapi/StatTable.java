package org.haproxydoctor.runtimeapi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// `show stat` as it came: all columns by name, all rows in HAProxy's order (management guide,
/// "Statistics and monitoring", CSV format).
public final class StatTable {
  private final List<String> columns;
  private final Map<String, Integer> positions;
  private final List<StatRow> rows;

  /// @param cells the rows' cells, in the order of the columns; not copied, short rows are fine
  StatTable(List<String> columns, List<String[]> cells) {
    this.columns = List.copyOf(columns);
    this.positions = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      positions.putIfAbsent(columns.get(i), i);
    }
    this.rows = cells.stream().map(c -> new StatRow(this, c)).toList();
  }

  /// Reads the CSV. Anything that is none gives a table without known columns.
  public static StatTable parse(String csv) {
    return StatCsv.parse(csv);
  }

  /// @return the names in HAProxy's order, the one called `-` included
  public List<String> columns() {
    return columns;
  }

  public List<StatRow> rows() {
    return rows;
  }

  OptionalInt position(String column) {
    Integer at = positions.get(column);
    return at == null ? OptionalInt.empty() : OptionalInt.of(at);
  }
}
