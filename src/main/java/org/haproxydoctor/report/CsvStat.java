package org.haproxydoctor.report;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.haproxydoctor.model.StatRow;
import org.haproxydoctor.observe.Listed;

/// The chosen lines with HAProxy's own columns, as RFC 4180 writes them: a header without `# `, no
/// comma at the end of a line, quotes where they are needed, control characters escaped so that
/// every record is one line.
public final class CsvStat {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();

  private CsvStat() {}

  public static void write(StatReport report, PrintWriter out) {
    List<String> columns = report.table().columns();
    RawRows rows = new RawRows(report.table());
    try {
      CSVPrinter csv = new CSVPrinter(out, FORMAT);
      csv.printRecord(columns.stream().map(Printable::line));
      for (Listed item : report.items()) {
        Optional<StatRow> row = rows.of(item);
        if (row.isPresent()) {
          csv.printRecord(cells(row.get(), columns.size()));
        }
      }
      csv.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> cells(StatRow row, int columns) {
    return IntStream.range(0, columns).mapToObj(row::cell).map(Printable::line).toList();
  }
}
