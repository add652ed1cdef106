package org.haproxydoctor.runtimeapi;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

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
    OptionalInt at = table.position(column);
    return at.isPresent() ? cell(at.getAsInt()) : "";
  }

  /// @param position of the column, from 0
  public String cell(int position) {
    return position < cells.length ? cells[position] : "";
  }

  /// @return the number, or empty when the cell is empty, negative (HAProxy's "never") or no number
  public OptionalLong number(String column) {
    return Numbers.natural(text(column));
  }

  public OptionalInt smallNumber(String column) {
    return Numbers.small(text(column));
  }

  public Optional<Duration> seconds(String column) {
    return Numbers.seconds(text(column));
  }

  public Optional<Duration> millis(String column) {
    return Numbers.millis(text(column));
  }
}
