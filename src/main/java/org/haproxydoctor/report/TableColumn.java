package org.haproxydoctor.report;

/// A column of a text table.
///
/// @param cut how its cells are shortened
/// @param least the width it may be shortened to; never below its natural width when [#RIGID]
/// @param spare 0 when it must be shown; otherwise columns go from the highest number to the lowest
///   until the table fits
record TableColumn(String title, Cut cut, int least, int spare) {
  static final int RIGID = Integer.MAX_VALUE;

  /// Which part of a long cell is left out, and on which side a short one stands.
  enum Cut {
    /// Names: their ends tell more.
    MIDDLE,
    /// Sentences.
    END,
    /// Numbers stand on the right and are not cut.
    NUMBER
  }

  static TableColumn rigid(String title, int spare) {
    return new TableColumn(title, Cut.END, RIGID, spare);
  }

  static TableColumn shrinking(String title, Cut cut, int least) {
    return new TableColumn(title, cut, least, 0);
  }

  static TableColumn number(String title, int spare) {
    return new TableColumn(title, Cut.NUMBER, RIGID, spare);
  }

  boolean mayShrink() {
    return least != RIGID;
  }
}
