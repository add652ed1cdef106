package org.haproxydoctor.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `show stat` as it came: all columns by name, all rows in HAProxy's order (management guide,
/// "Statistics and monitoring", CSV format).
public final class StatTable {
  private final List<String> columns;
  private final Map<String, Integer> positions;
  private final List<StatRow> rows;

  /// @param columns the names in HAProxy's order
  /// @param cells each row's cells in that order, maybe fewer; the arrays are kept, not copied
  public StatTable(List<String> columns, List<String[]> cells) {
    this.columns = List.copyOf(columns);
    this.positions = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      positions.putIfAbsent(columns.get(i), i);
    }
    this.rows = cells.stream().map(c -> new StatRow(this, c)).toList();
  }

  /// @return the names in HAProxy's order, the one called `-` included
  public List<String> columns() {
    return columns;
  }

  public List<StatRow> rows() {
    return rows;
  }

  /// @return from 0, or -1 when there is no such column
  public int position(String column) {
    return positions.getOrDefault(column, -1);
  }
}
