package org.haproxydoctor.runbook;

/// Something wrong in a runbook's text.
///
/// @param code `RB` and three digits; a code never changes its meaning
/// @param line from 1
/// @param column from 1, in characters
/// @param message without the place, without a final stop
public record Problem(String code, Grade grade, int line, int column, String message) {
  /// Whether the author must act.
  public enum Grade {
    WARNING,
    ERROR
  }

  public boolean isError() {
    return grade == Grade.ERROR;
  }

  Problems.Place place() {
    return new Problems.Place(line, column);
  }

  /// @return one line in the form that editors and CI systems know how to jump to
  public String at(String file) {
    String word = grade == Grade.ERROR ? "error" : "warning";
    return file + ":" + line + ":" + column + ": " + word + " " + code + " " + message;
  }
}
