package org.haproxydoctor.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A table that fits the page: spare columns go first, then long cells are shortened.
///
/// In a pipe nothing is left out and nothing is shortened.
final class TextTable {
  private static final String GAP = "  ";

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
            .sorted(Comparator.comparingInt((Integer i) -> columns.get(i).spare()).reversed())
            .toList();
    for (Integer column : spare) {
      if (least(widths, shown) > page) {
        shown.removeIf(column::equals);
      }
    }
    return shown;
  }

  private int least(int[] widths, List<Integer> shown) {
    return shown.stream().mapToInt(i -> Math.min(widths[i], columns.get(i).least())).sum()
        + GAP.length() * (shown.size() - 1);
  }

  /// Takes the excess from the last column that may shrink, then from the one before.
  private void shorten(int[] widths, List<Integer> shown, int page) {
    long excess =
        shown.stream().mapToLong(i -> widths[i]).sum() + GAP.length() * (shown.size() - 1L) - page;
    for (Integer i : shown.reversed()) {
      if (excess <= 0) {
        return;
      }
      int least = Math.min(widths[i], columns.get(i).least());
      long taken = Math.min(excess, widths[i] - least);
      widths[i] -= (int) taken;
      excess -= taken;
    }
  }

  private void line(Page page, List<Integer> shown, int[] widths, List<TableCell> cells) {
    Integer last = shown.getLast();
    for (Integer i : shown) {
      TableCell cell = cells.get(i);
      String text = shortened(cell.text(), widths[i]);
      String padding = " ".repeat(widths[i] - text.length());
      if (columns.get(i).right()) {
        page.text(padding).text(cell.style(), text);
      } else {
        page.text(cell.style(), text).text(i.equals(last) ? "" : padding);
      }
      page.text(i.equals(last) ? "" : GAP);
    }
    page.end();
  }

  /// Cuts out the middle: the ends of names tell more.
  private static String shortened(String text, int width) {
    if (text.length() <= width) {
      return text;
    }
    int head = width / 2;
    return text.substring(0, head) + "…" + text.substring(text.length() - (width - head - 1));
  }
}
