package org.haproxydoctor.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.haproxydoctor.model.check.HeaderMatch;
import org.haproxydoctor.model.check.HeaderMatch.Method;
import org.haproxydoctor.model.check.HeaderMatch.Text;

/// Reads what stands behind `hdr` or `fhdr`: `name [-m METHOD] NAME [value [-m METHOD] VALUE]`
/// (configuration manual, `http-check expect`).
final class HeaderMatchReader {
  private final List<String> words;
  private int at;
  private boolean computed;
  private Optional<String> trouble = Optional.empty();

  private HeaderMatchReader(List<String> words, int at) {
    this.words = words;
    this.at = at;
  }

  /// @param match empty when it is computed, as by `name-lf`, or not understood
  /// @param end the first word behind it
  record Found(Optional<HeaderMatch> match, Optional<String> trouble, int end) {}

  /// @param at the first word behind `hdr` or `fhdr`
  static Found read(List<String> words, int at, boolean whole) {
    HeaderMatchReader reader = new HeaderMatchReader(words, at);
    Optional<Text> name = reader.text("name");
    if (name.isEmpty() && reader.trouble.isEmpty()) {
      reader.trouble = Optional.of("the header has no 'name'");
    }
    Optional<Text> value = name.isPresent() ? reader.text("value") : Optional.empty();
    boolean usable = name.isPresent() && reader.trouble.isEmpty() && !reader.computed;
    return new Found(
        usable ? Optional.of(new HeaderMatch(whole, name.get(), value)) : Optional.empty(),
        reader.trouble,
        reader.at);
  }

  private String peek() {
    return at < words.size() ? words.get(at) : "";
  }

  /// @return empty when the keyword does not stand here, or nothing usable behind it
  private Optional<Text> text(String keyword) {
    boolean format = peek().equals(keyword + "-lf");
    if (!format && !peek().equals(keyword)) {
      return Optional.empty();
    }
    at++;
    computed |= format;
    Method method = Method.STR;
    if (peek().equals("-m")) {
      at++;
      Optional<Method> named = method(peek());
      if (named.isEmpty()) {
        trouble = Optional.of("'" + peek() + "' is no way to compare a header");
        return Optional.empty();
      }
      method = named.get();
      at++;
    }
    if (peek().isEmpty()) {
      trouble = Optional.of("'" + keyword + "' of a header says nothing");
      return Optional.empty();
    }
    return Optional.of(new Text(method, words.get(at++)));
  }

  private static Optional<Method> method(String word) {
    for (Method method : Method.values()) {
      if (method.name().toLowerCase(Locale.ROOT).equals(word)) {
        return Optional.of(method);
      }
    }
    return Optional.empty();
  }
}
