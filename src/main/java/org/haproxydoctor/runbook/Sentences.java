package org.haproxydoctor.runbook;

import java.util.ArrayList;
import java.util.List;

/// Cuts prose into sentences.
final class Sentences {
  private Sentences() {}

  /// A sentence ends at a line break, or at `.`, `!` or `?` before a blank that no small letter or
  /// digit follows; never inside backticks.
  static List<String> of(String text) {
    List<String> sentences = new ArrayList<>();
    int start = 0;
    boolean code = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      code = c == '`' ? !code : code;
      if (c == '\n' || (!code && endsSentence(text, i))) {
        add(text.substring(start, i + 1), sentences);
        start = i + 1;
        code = false;
      }
    }
    add(text.substring(start), sentences);
    return sentences;
  }

  private static boolean endsSentence(String text, int i) {
    return ".!?".indexOf(text.charAt(i)) >= 0
        && i + 2 < text.length()
        && text.charAt(i + 1) == ' '
        && !Character.isLowerCase(text.charAt(i + 2))
        && !Character.isDigit(text.charAt(i + 2));
  }

  private static void add(String sentence, List<String> sentences) {
    if (!sentence.isBlank()) {
      sentences.add(sentence.strip());
    }
  }
}
