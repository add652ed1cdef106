package org.haproxydoctor.runbook;

import java.util.Locale;
import java.util.regex.Pattern;

/// What a runbook's variable may hold.
///
/// Names follow HAProxy's `invalid_char()` in `src/tools.c`: letters, digits, `_`, `-`, `.`, `:`.
public enum VariableType {
  BACKEND("[A-Za-z0-9_.:-]{1,255}"),
  SERVER("[A-Za-z0-9_.:-]{1,255}(/[A-Za-z0-9_.:-]{1,255})?"),
  HOST("[A-Za-z0-9_.-]{1,253}|\\[?[0-9A-Fa-f:.]{2,45}(%[A-Za-z0-9_.-]{1,32})?\\]?"),
  PORT("[1-9][0-9]{0,4}"),
  DURATION("[0-9]{1,12}(us|ms|s|m|h|d)?"),
  URL("https?://[^\\s\"'`<>\\\\^{}|$;]{1,2000}"),
  STRING("\\P{Cntrl}{0,4000}");

  private final Pattern form;

  VariableType(String form) {
    this.form = Pattern.compile(form);
  }

  public boolean accepts(String value) {
    return form.matcher(value).matches() && (this != PORT || Integer.parseInt(value) <= 65535);
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
