package org.haproxydoctor.report;

/// A cell of a text table.
record TableCell(Page.Style style, String text) {
  /// Shown where there is nothing to show, so that the columns of a line can be counted.
  private static final String NOTHING = "-";

  static TableCell plain(String text) {
    return new TableCell(Page.Style.PLAIN, text);
  }

  /// @return whether there is more to see than nothing or zero
  boolean saysSomething() {
    return !text.equals(NOTHING) && !text.equals("0");
  }

  TableCell {
    text = text.isBlank() ? NOTHING : Printable.line(text.strip());
  }
}
