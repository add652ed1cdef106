package org.haproxydoctor.model;

/// One line of `show stat`; columns are found by name, and one that is missing reads as empty.
public final class StatRow {
  private final StatTable table;
  private final String[] cells;

  StatRow(StatTable table, String[] cells) {
    this.table = table;
    this.cells = cells;
  }

  /// @return the cell as HAProxy wrote it, without quotes
  public String text(String column) {
    int at = table.position(column);
    return at < 0 ? "" : cell(at);
  }

  /// @param position of the column, from 0
  public String cell(int position) {
    return position < cells.length ? cells[position] : "";
  }
}
