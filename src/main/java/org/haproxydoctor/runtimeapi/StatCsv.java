package org.haproxydoctor.runtimeapi;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// Reads the CSV of `show stat`.
///
/// Text cells with quotes, commas or line ends stand in quotes; before 3.0 such a cell may span
/// lines. Each line ends with a comma, so the last column has no name.
final class StatCsv {
  // A check's text may hold anything, so a lone quote must not end the reading.
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setRecordSeparator('\n')
          .setIgnoreEmptyLines(true)
          .setTrailingData(true)
          .setLenientEof(true)
          .get();

  private static final String MARK = "# ";

  private StatCsv() {}

  static StatTable parse(String csv) {
    List<String> columns = List.of();
    List<String[]> rows = new ArrayList<>();
    SharedCells shared = new SharedCells();
    try (CSVParser parser = CSVParser.parse(new StringReader(csv), FORMAT)) {
      for (CSVRecord line : parser) {
        if (columns.isEmpty()) {
          columns = header(line);
        } else {
          rows.add(shared.of(line, columns.size()));
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw new IllegalStateException("a text in memory cannot fail to be read", e);
    }
    return new StatTable(columns, rows);
  }

  private static List<String> header(CSVRecord line) {
    List<String> names = new ArrayList<>(line.toList());
    if (names.getFirst().startsWith(MARK)) {
      names.set(0, names.getFirst().substring(MARK.length()));
    }
    if (names.getLast().isEmpty()) {
      names.removeLast();
    }
    return names;
  }
}
