package org.haproxydoctor.report;

/// Makes text that came from outside safe for a terminal.
public final class Printable {
  private Printable() {}

  /// Escapes every control character, also newlines, as a backslash, `x` and its code, and
  /// bidirectional overrides likewise with `u`.
  ///
  /// @return the text itself when there was nothing to escape
  public static String line(String text) {
    int first = firstUnprintable(text);
    if (first < 0) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text.length() + 16).append(text, 0, first);
    for (int i = first; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!unprintable(c)) {
        clean.append(c);
      } else if (c <= 0xff) {
        clean.append(String.format("\\x%02x", (int) c));
      } else {
        clean.append("\\" + String.format("u%04x", (int) c));
      }
    }
    return clean.toString();
  }

  /// As [#line], but leaves the ends of lines, which become plain newlines, and tabs.
  public static String lines(String text) {
    StringBuilder clean = new StringBuilder(text.length() + 16);
    text.lines()
        .forEach(line -> {
          int from = 0;
          for (int tab = line.indexOf('\t'); tab >= 0; tab = line.indexOf('\t', from)) {
            clean.append(line(line.substring(from, tab))).append('\t');
            from = tab + 1;
          }
          clean.append(line(line.substring(from))).append('\n');
        });
    return clean.toString();
  }

  private static int firstUnprintable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (unprintable(text.charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  static boolean unprintable(char c) {
    return Character.isISOControl(c)
        || (c >= '\u200e' && c <= '\u200f')
        || (c >= '\u2028' && c <= '\u202e')
        || (c >= '\u2066' && c <= '\u2069');
  }
}
