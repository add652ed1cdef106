package org.haproxydoctor.runbook;

import java.util.Optional;
import org.haproxydoctor.runbook.Problems.Place;

/// A runbook's text cut into front matter and body.
///
/// @param yaml empty when there is no front matter
/// @param body with the front matter's lines blanked, so that line numbers hold
record FrontMatter(Optional<YamlText> yaml, String body) {

  /// Cuts the text; front matter is what stands between a first line `---` and the next `---` or
  /// `...`.
  static FrontMatter split(String text, Problems problems) {
    if (!isFence(line(text, 0), false)) {
      return new FrontMatter(Optional.empty(), text);
    }
    int start = next(text, 0);
    int lines = 1;
    for (int at = start; at < text.length(); at = next(text, at)) {
      lines++;
      if (isFence(line(text, at), true)) {
        YamlText yaml = new YamlText(text.substring(start, at), new YamlText.Origin(2, 0));
        String body = "\n".repeat(lines) + text.substring(next(text, at));
        boolean empty = yaml.text().isBlank();
        return new FrontMatter(empty ? Optional.empty() : Optional.of(yaml), body);
      }
    }
    problems.error("RB004", Place.line(1), "front matter is opened by '---' and never closed");
    return new FrontMatter(Optional.empty(), text);
  }

  private static boolean isFence(String line, boolean closing) {
    String bare = line.stripTrailing();
    return bare.equals("---") || (closing && bare.equals("..."));
  }

  private static String line(String text, int from) {
    int end = text.indexOf('\n', from);
    return text.substring(from, end < 0 ? text.length() : end);
  }

  private static int next(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end + 1;
  }
}
