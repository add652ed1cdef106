package org.haproxydoctor.report;

import java.util.List;
import org.haproxydoctor.model.drill.DrillRow;
import org.haproxydoctor.model.drill.DrillRow.Result;
import org.haproxydoctor.report.TableColumn.Cut;

/// The table of all rehearsals for people.
public final class TextDrills {
  private static final List<TableColumn> COLUMNS =
      List.of(
          TableColumn.rigid("result", 0),
          TableColumn.shrinking("drill", Cut.MIDDLE, 20),
          TableColumn.rigid("expected", 4),
          TableColumn.shrinking("first cause", Cut.MIDDLE, 16),
          TableColumn.rigid("status", 0),
          TableColumn.number("alarms", 2),
          TableColumn.number("ms", 1));

  private TextDrills() {}

  public static void write(List<DrillRow> rows, Page page) {
    new TextTable(COLUMNS, rows.stream().map(TextDrills::cells).toList()).write(page);
    page.end();
    for (DrillRow row : rows) {
      if (row.result() != Result.PASSED) {
        page.paragraph(
            style(row.result()), row.result().word() + "  ", "  ", row.drill() + ": " + row.why());
      }
    }
    page.line(
        count(rows, Result.FAILED) == 0 ? Page.Style.GOOD : Page.Style.BAD,
        count(rows, Result.PASSED)
            + " passed, "
            + count(rows, Result.FAILED)
            + " failed, "
            + count(rows, Result.SKIPPED)
            + " skipped");
  }

  static long count(List<DrillRow> rows, Result result) {
    return rows.stream().filter(r -> r.result() == result).count();
  }

  private static List<TableCell> cells(DrillRow row) {
    return List.of(
        new TableCell(style(row.result()), row.result().word()),
        TableCell.plain(row.drill()),
        TableCell.plain(row.expected().isEmpty() ? "(healthy)" : row.expected()),
        TableCell.plain(row.found()),
        TableCell.plain(row.status()),
        TableCell.plain("" + row.alarms()),
        TableCell.plain("" + row.took().toMillis()));
  }

  private static Page.Style style(Result result) {
    return switch (result) {
      case PASSED -> Page.Style.GOOD;
      case FAILED -> Page.Style.BAD;
      case SKIPPED -> Page.Style.WARN;
    };
  }
}
