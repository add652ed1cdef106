package org.haproxydoctor.runtimeapi;

import java.util.ArrayList;
import java.util.List;
import org.haproxydoctor.model.StatTable;

/// Reads the CSV of `show stat` in one pass.
///
/// Cells with quotes, commas or line ends stand in quotes, inner quotes doubled; before 3.0 such a
/// cell may span lines. Each line ends with a comma, so the last column has no name. A general CSV
/// library reads the same (a test compares them), but takes 20 ms to load and five times as long
/// for 10,000 servers.
public final class StatCsv {
  private static final String MARK = "# ";

  /// Most cells are empty, `0` or one of a handful of words: one copy of each will do.
  private static final int SLOTS = 1 << 12;

  private static final int LONGEST_SHARED = 24;

  private final String text;
  private final String[] shared = new String[SLOTS];
  private int at;

  private StatCsv(String text) {
    this.text = text;
  }

  /// Reads the whole table; text that is none gives one without known columns.
  public static StatTable parse(String csv) {
    StatCsv reader = new StatCsv(csv);
    List<String> columns = header(reader.line());
    List<String[]> rows = new ArrayList<>();
    while (!reader.atEnd()) {
      List<String> cells = reader.line();
      if (cells.size() > 1 || !cells.getFirst().isEmpty()) {
        int size = Math.min(cells.size(), columns.size());
        rows.add(cells.subList(0, size).toArray(String[]::new));
      }
    }
    return new StatTable(columns, rows);
  }

  private static List<String> header(List<String> names) {
    if (names.getFirst().startsWith(MARK)) {
      names.set(0, names.getFirst().substring(MARK.length()));
    }
    if (names.getLast().isEmpty()) {
      names.removeLast();
    }
    return names;
  }

  private boolean atEnd() {
    return at >= text.length();
  }

  private List<String> line() {
    List<String> cells = new ArrayList<>();
    do {
      cells.add(!atEnd() && text.charAt(at) == '"' ? quoted() : plain());
    } while (!atEnd() && text.charAt(at++) == ',');
    return cells;
  }

  private String plain() {
    int start = at;
    int hash = 0;
    for (; !atEnd(); at++) {
      char c = text.charAt(at);
      if (c == ',' || c == '\n') {
        break;
      }
      hash = 31 * hash + c;
    }
    return cell(start, hash);
  }

  private String cell(int start, int hash) {
    int length = at - start;
    if (length == 0) {
      return "";
    }
    if (length > LONGEST_SHARED) {
      return text.substring(start, at);
    }
    int slot = (hash ^ (hash >>> 12)) & (SLOTS - 1);
    String seen = shared[slot];
    if (seen == null || seen.length() != length || !text.startsWith(seen, start)) {
      seen = text.substring(start, at);
      shared[slot] = seen;
    }
    return seen;
  }

  // What stands between a closing quote and the next comma is no CSV, but kept: it may be a clue.
  private String quoted() {
    StringBuilder cell = new StringBuilder();
    at++;
    while (!atEnd()) {
      char c = text.charAt(at++);
      if (c != '"') {
        cell.append(c);
      } else if (!atEnd() && text.charAt(at) == '"') {
        cell.append(c);
        at++;
      } else {
        return cell.append(plain()).toString();
      }
    }
    return cell.toString();
  }
}
