package org.haproxydoctor.runbook;

/// Whether a place in a line stands inside quotation marks, by the rules that shells and
/// haproxy.cfg share.
final class QuoteState {
  private char open = 0;
  private boolean escaped;

  /// Goes on over text that the author wrote.
  void read(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        open = 0;
        escaped = false;
      } else if (escaped) {
        escaped = false;
      } else if (c == '\\' && open != '\'') {
        escaped = true;
      } else if (open == 0 && (c == '\'' || c == '"')) {
        open = c;
      } else if (c == open) {
        open = 0;
      }
    }
  }

  /// @return the quotation mark that is open, 0 for none
  char open() {
    return open;
  }
}
