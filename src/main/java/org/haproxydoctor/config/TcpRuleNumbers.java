package org.haproxydoctor.config;

/// Counts the `tcp-check` lines of a section as HAProxy does for its reports: comments and
/// variables have numbers too, and a comment is told with the rules after it
/// (`tcpcheck_get_step_id()`, src/tcpcheck.c; seen on 2.2 to 3.4).
final class TcpRuleNumbers {
  private int last;
  private String comment = "";

  /// Counts a line.
  ///
  /// @return the comment that stands before it, maybe empty
  String next(Statement statement) {
    last++;
    if (statement.word(1).equals("comment")) {
      comment = statement.word(2);
    }
    return comment;
  }

  int last() {
    return last;
  }
}
