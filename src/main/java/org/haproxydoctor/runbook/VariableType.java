package org.haproxydoctor.runbook;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a runbook's variable may hold.
///
/// Names follow `invalid_char()` in HAProxy's `src/tools.c`: letters, digits, `_`, `-`, `.`, `:`.
public enum VariableType {
  BACKEND("[A-Za-z0-9_.:-]{1,255}"),
  SERVER("[A-Za-z0-9_.:-]{1,255}(/[A-Za-z0-9_.:-]{1,255})?"),
  HOST("[A-Za-z0-9_.-]{1,253}|\\[?[0-9A-Fa-f:.]{2,45}(%[A-Za-z0-9_.-]{1,32})?\\]?"),
  PORT("[1-9][0-9]{0,4}"),
  NUMBER("[0-9]{1,18}"),
  DURATION("[0-9]{1,12}(us|ms|s|m|h|d)?"),
  URL("https?://[^\\s\"'`<>\\\\^{}|$;]{1,2000}"),
  STRING("[^\\p{Cc}]{0,4000}");

  private final String form;

  VariableType(String form) {
    this.form = form;
  }

  public boolean accepts(String value) {
    return Pattern.matches(form, value) && (this != PORT || Integer.parseInt(value) <= 65535);
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<VariableType> of(String word) {
    return Stream.of(values()).filter(t -> t.word().equals(word)).findFirst();
  }
}
