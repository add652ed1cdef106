package org.haproxydoctor.config;

import java.util.List;
import org.haproxydoctor.model.ConfigLine;

/// One line of configuration cut into words; it has at least one.
///
/// @param words after quotes, escapes and environment variables
/// @param indented whether the line begins with a blank
record Statement(ConfigLine line, List<String> words, boolean indented) {
  Statement {
    words = List.copyOf(words);
  }

  String keyword() {
    return words.getFirst();
  }

  /// @return the word at this position, the keyword being 0; empty text when there is none
  String word(int index) {
    return index < words.size() ? words.get(index) : "";
  }

  /// @return the words from this position on
  List<String> from(int index) {
    return index < words.size() ? words.subList(index, words.size()) : List.of();
  }
}
