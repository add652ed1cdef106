package org.haproxydoctor.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/// A table that fits the page: spare columns go first, then long cells are shortened.
///
/// In a pipe nothing is left out and nothing is shortened.
final class TextTable {
  private static final String GAP = "  ";
  private static final int NARROWEST = 6;

  private final List<TableColumn> columns;
  private final List<List<TableCell>> rows;

  /// @param rows each with as many cells as there are columns
  TextTable(List<TableColumn> columns, List<List<TableCell>> rows) {
    this.columns = List.copyOf(columns);
    this.rows = List.copyOf(rows);
  }

  void write(Page page) {
    int[] widths = widths();
    List<Integer> shown = shown(widths, page.look().width());
    shorten(widths, shown, page.look().width());
    line(page, shown, widths, heads());
    rows.forEach(row -> line(page, shown, widths, row));
  }

  private List<TableCell> heads() {
    return columns.stream().map(c -> new TableCell(Page.Style.FAINT, c.title())).toList();
  }

  private int[] widths() {
    int[] widths = columns.stream().mapToInt(c -> c.title().length()).toArray();
    for (List<TableCell> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).text().length());
      }
    }
    return widths;
  }

  private List<Integer> shown(int[] widths, int page) {
    List<Integer> shown = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      shown.add(i);
    }
    List<Integer> spare =
        shown.stream()
            .filter(i -> columns.get(i).spare() > 0)
            .sorted(
                Comparator.comparing(this::saysSomething)
                    .thenComparingInt(i -> -columns.get(i).spare()))
            .toList();
    for (Integer column : spare) {
      if (least(widths, shown) > page) {
        shown.removeIf(column::equals);
      }
    }
    return shown;
  }

  private boolean saysSomething(int column) {
    return rows.stream().anyMatch(row -> row.get(column).saysSomething());
  }

  private int least(int[] widths, List<Integer> shown) {
    return shown.stream().mapToInt(i -> Math.min(widths[i], columns.get(i).least())).sum()
        + GAP.length() * (shown.size() - 1);
  }

  /// Takes the excess from the widest columns that may shrink; on a very narrow page from all
  /// those, below what they should have.
  private void shorten(int[] widths, List<Integer> shown, int page) {
    long excess =
        shown.stream().mapToLong(i -> widths[i]).sum() + GAP.length() * (shown.size() - 1L) - page;
    for (; excess > 0; excess--) {
      Optional<Integer> widest =
          widest(widths, shown, i -> columns.get(i).least())
              .or(() ->
                  widest(
                      widths,
                      shown,
                      i -> columns.get(i).mayShrink() ? NARROWEST : TableColumn.RIGID));
      if (widest.isEmpty()) {
        return;
      }
      widths[widest.get()]--;
    }
  }

  private static Optional<Integer> widest(
      int[] widths, List<Integer> shown, IntUnaryOperator least) {
    return shown.stream()
        .filter(i -> widths[i] > least.applyAsInt(i))
        .max(Comparator.comparingInt(i -> widths[i]));
  }

  private void line(Page page, List<Integer> shown, int[] widths, List<TableCell> cells) {
    Integer last = shown.getLast();
    for (Integer i : shown) {
      TableCell cell = cells.get(i);
      TableColumn column = columns.get(i);
      String text = shortened(cell.text(), widths[i], column.cut());
      String padding = " ".repeat(widths[i] - text.length());
      if (column.cut() == TableColumn.Cut.NUMBER) {
        page.text(padding).text(cell.style(), text);
      } else {
        page.text(cell.style(), text).text(i.equals(last) ? "" : padding);
      }
      page.text(i.equals(last) ? "" : GAP);
    }
    page.end();
  }

  private static String shortened(String text, int width, TableColumn.Cut cut) {
    if (text.length() <= width) {
      return text;
    }
    int head = cut == TableColumn.Cut.MIDDLE ? width / 2 : width - 1;
    return text.substring(0, head) + "…" + text.substring(text.length() - (width - head - 1));
  }
}
