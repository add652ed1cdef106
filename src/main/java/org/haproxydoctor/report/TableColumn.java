package org.haproxydoctor.report;

/// A column of a text table.
///
/// @param right whether cells are aligned to the right
/// @param least the width it may be shortened to; its natural width when [#RIGID]
/// @param spare 0 when it must be shown; otherwise columns go from the highest number to the lowest
///   until the table fits
record TableColumn(String title, boolean right, int least, int spare) {
  static final int RIGID = Integer.MAX_VALUE;

  static TableColumn rigid(String title) {
    return new TableColumn(title, false, RIGID, 0);
  }

  static TableColumn shrinking(String title, int least) {
    return new TableColumn(title, false, least, 0);
  }

  static TableColumn number(String title, int spare) {
    return new TableColumn(title, true, RIGID, spare);
  }
}
