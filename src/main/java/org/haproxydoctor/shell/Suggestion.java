package org.haproxydoctor.shell;

/// One way to go on with a word.
///
/// @param value the whole word
/// @param says what it stands for; may be blank
/// @param ends whether the word ends there, so that a blank may follow
public record Suggestion(String value, String says, boolean ends) {
  /// Stands for the names of files, which whoever reads the keys knows best.
  public static final Suggestion FILES = new Suggestion(":files", "", true);

  static Suggestion of(String value, String says) {
    return new Suggestion(value, says, true);
  }
}
