package org.haproxydoctor.cli;

import java.util.Locale;
import java.util.Optional;

/// What a person wants at an offer.
///
/// @param rest what was written behind the key
record Reply(Key key, String rest) {
  static final String KEYS =
      "c continue, s skip, h by hand, e explain, j N jump, n TEXT note, q quit";

  /// The keys, by their first letters.
  enum Key {
    CONTINUE,
    SKIP,
    HAND,
    EXPLAIN,
    JUMP,
    NOTE,
    QUIT
  }

  /// @return empty for what is no key: nothing happens then
  static Optional<Reply> of(String line) {
    String[] words = line.strip().split("\\s+", 2);
    String word = words[0].toUpperCase(Locale.ROOT);
    for (Key key : Key.values()) {
      boolean isMeant = word.length() == 1 ? key.name().startsWith(word) : key.name().equals(word);
      if (isMeant) {
        return Optional.of(new Reply(key, words.length > 1 ? words[1] : ""));
      }
    }
    return Optional.empty();
  }
}
