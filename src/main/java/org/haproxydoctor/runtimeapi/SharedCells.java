package org.haproxydoctor.runtimeapi;

import org.apache.commons.csv.CSVRecord;

/// Keeps one copy of equal short cells: most cells of a large table are empty, `0`, or a word of a
/// handful.
final class SharedCells {
  private static final int SLOTS = 1 << 12;
  private static final int LONGEST = 24;

  private final String[] seen = new String[SLOTS];

  SharedCells() {
    java.util.Arrays.fill(seen, "");
  }

  String[] of(CSVRecord line, int columns) {
    String[] cells = new String[Math.min(line.size(), columns)];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = shared(line.get(i));
    }
    return cells;
  }

  private String shared(String cell) {
    if (cell.isEmpty()) {
      return "";
    }
    if (cell.length() > LONGEST) {
      return cell;
    }
    int hash = cell.hashCode();
    int slot = (hash ^ (hash >>> 12)) & (SLOTS - 1);
    if (!seen[slot].equals(cell)) {
      seen[slot] = cell;
    }
    return seen[slot];
  }
}
