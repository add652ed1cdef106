package org.haproxydoctor.report;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.IntStream;
import org.haproxydoctor.model.StatRow;
import org.haproxydoctor.observe.Listed;

/// The chosen lines with HAProxy's own columns, as RFC 4180 writes them: a header without `# `, no
/// comma at the end of a line, quotes where they are needed, control characters escaped so that
/// every record is one line.
public final class CsvStat {
  private CsvStat() {}

  public static void write(StatReport report, PrintWriter out) {
    List<String> columns = report.table().columns();
    line(out, columns);
    RawRows rows = new RawRows(report.table());
    for (Listed item : report.items()) {
      rows.of(item).ifPresent(row -> line(out, cells(row, columns.size())));
    }
    out.flush();
  }

  private static List<String> cells(StatRow row, int columns) {
    return IntStream.range(0, columns).mapToObj(row::cell).toList();
  }

  private static void line(PrintWriter out, List<String> cells) {
    for (int i = 0; i < cells.size(); i++) {
      if (i > 0) {
        out.print(',');
      }
      out.print(quoted(Printable.line(cells.get(i))));
    }
    out.print('\n');
  }

  private static String quoted(String cell) {
    return cell.indexOf(',') >= 0 || cell.indexOf('"') >= 0
        ? '"' + cell.replace("\"", "\"\"") + '"'
        : cell;
  }
}
