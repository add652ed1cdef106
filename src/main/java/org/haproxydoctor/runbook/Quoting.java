package org.haproxydoctor.runbook;

import java.util.Optional;
import java.util.regex.Pattern;

/// How a value from outside is written into a runbook's text.
enum Quoting {
  /// As it is: prose.
  NONE,
  /// As it is, but never with control characters: code of an unknown language.
  NO_CONTROLS,
  /// As one word or a piece of one: shell commands and haproxy.cfg.
  WORDS,
  /// Plain characters only: a line that carries a Runtime API command, where `;` begins the next
  /// command whatever the shell's quotes say.
  PLAIN;

  private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_./:@%+=,\\[\\]-]*");

  /// @return empty when the value cannot stand there
  Optional<String> write(String value, QuoteState state) {
    if (this == NONE) {
      return Optional.of(value);
    }
    if (CONTROL.matcher(value).find()) {
      return Optional.empty();
    }
    boolean safe = SAFE.matcher(value).matches() && !value.isEmpty();
    return switch (this) {
      case NONE, NO_CONTROLS -> Optional.of(value);
      case PLAIN -> safe ? Optional.of(value) : Optional.empty();
      case WORDS -> Optional.of(safe ? value : quoted(value, state.open()));
    };
  }

  private static String quoted(String value, char open) {
    String inSingle = value.replace("'", "'\\''");
    return switch (open) {
      case '\'' -> inSingle;
      // Closing first, because inside double quotes a shell still reads $, ` and !.
      case '"' -> "\"'" + inSingle + "'\"";
      default -> "'" + inSingle + "'";
    };
  }
}
