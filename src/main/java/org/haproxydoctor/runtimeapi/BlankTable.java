package org.haproxydoctor.runtimeapi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A dump whose cells are parted by single blanks below a header line that begins with `# `.
///
/// @param positions column names to positions
/// @param rows cells as HAProxy wrote them
record BlankTable(Map<String, Integer> positions, List<String[]> rows) {

  private static final String MARK = "# ";

  static BlankTable parse(String answer) {
    Map<String, Integer> positions = new HashMap<>();
    List<String[]> rows = new ArrayList<>();
    for (String line : answer.split("\n", -1)) {
      if (positions.isEmpty()) {
        if (line.startsWith(MARK)) {
          String[] names = line.substring(MARK.length()).split(" ", -1);
          for (int i = 0; i < names.length; i++) {
            positions.putIfAbsent(names[i], i);
          }
        }
      } else if (!line.isBlank()) {
        rows.add(line.split(" ", -1));
      }
    }
    return new BlankTable(positions, rows);
  }

  /// @return the cell; empty when the column is missing or the cell is `-`, HAProxy's "nothing"
  String text(String[] row, String column) {
    Integer at = positions.get(column);
    return at == null || at >= row.length || row[at].equals("-") ? "" : row[at];
  }
}
