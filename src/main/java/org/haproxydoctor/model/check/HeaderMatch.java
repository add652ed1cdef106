package org.haproxydoctor.model.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.haproxydoctor.model.ForeignRegex;
import org.haproxydoctor.model.WireText;
import org.haproxydoctor.model.check.HttpCheck.Header;

/// What `http-check expect hdr` or `fhdr` looks for: one header whose name, and value where one is
/// given, are as wanted (`tcpcheck_eval_expect_http()`, src/tcpcheck.c; seen on 2.2 to 3.4).
///
/// @param whole `fhdr`: the value is taken whole, instead of each of its parts between commas
public record HeaderMatch(boolean whole, Text name, Optional<Text> value) {

  /// How two texts are compared, by the words behind `-m`.
  public enum Method {
    STR,
    BEG,
    END,
    SUB,
    REG
  }

  /// A text and how it is compared.
  public record Text(Method method, String pattern) {
    private Optional<Boolean> matches(String text, boolean anyCase) {
      String wanted = WireText.of(pattern);
      if (method == Method.REG) {
        return ForeignRegex.matches((anyCase ? "(?i)" : "") + wanted, text);
      }
      String left = anyCase ? text.toLowerCase(Locale.ROOT) : text;
      String right = anyCase ? wanted.toLowerCase(Locale.ROOT) : wanted;
      return Optional.of(
          switch (method) {
            case STR -> left.equals(right);
            case BEG -> left.startsWith(right);
            case END -> left.endsWith(right);
            case SUB, REG -> left.contains(right);
          });
    }
  }

  /// @return whether one of the headers is as wanted; empty when a regular expression cannot tell
  public Optional<Boolean> matches(List<Header> headers) {
    boolean known = true;
    for (Header header : headers) {
      Optional<Boolean> one = matches(header);
      if (one.isPresent() && one.get()) {
        return one;
      }
      known &= one.isPresent();
    }
    return known ? Optional.of(false) : Optional.empty();
  }

  private Optional<Boolean> matches(Header header) {
    Optional<Boolean> named = name.matches(header.name(), true);
    if (value.isEmpty() || !named.orElse(false)) {
      return named;
    }
    boolean known = true;
    for (String part : whole ? List.of(header.value()) : parts(header.value())) {
      Optional<Boolean> met = value.get().matches(part, false);
      if (met.orElse(false)) {
        return met;
      }
      known &= met.isPresent();
    }
    return known ? Optional.of(false) : Optional.empty();
  }

  /// Cuts at the commas outside quoted strings.
  private static List<String> parts(String value) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        parts.add(value.substring(from, i).strip());
        from = i + 1;
      }
    }
    parts.add(value.substring(from).strip());
    return parts;
  }
}
