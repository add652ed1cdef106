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
    CellText words = new CellText(answer);
    int at = 0;
    while (at < answer.length()) {
      int newline = answer.indexOf('\n', at);
      int end = newline < 0 ? answer.length() : newline;
      if (!positions.isEmpty()) {
        String[] cells = cells(answer, at, end, words);
        if (cells.length > 1 || !cells[0].isBlank()) {
          rows.add(cells);
        }
      } else if (answer.startsWith(MARK, at)) {
        String[] names = cells(answer, at + MARK.length(), end, words);
        for (int i = 0; i < names.length; i++) {
          positions.putIfAbsent(names[i], i);
        }
      }
      at = end + 1;
    }
    return new BlankTable(positions, rows);
  }

  private static String[] cells(String answer, int start, int end, CellText words) {
    List<String> cells = new ArrayList<>(32);
    int hash = 0;
    int from = start;
    for (int at = start; at < end; at++) {
      char c = answer.charAt(at);
      if (c == ' ') {
        cells.add(words.cut(from, at, hash));
        from = at + 1;
        hash = 0;
      } else {
        hash = 31 * hash + c;
      }
    }
    cells.add(words.cut(from, end, hash));
    return cells.toArray(new String[0]);
  }

  /// @return the cell; empty when the column is missing or the cell is `-`, HAProxy's "nothing"
  String text(String[] row, String column) {
    Integer at = positions.get(column);
    return at == null || at >= row.length || row[at].equals("-") ? "" : row[at];
  }
}
