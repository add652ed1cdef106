package org.haproxydoctor.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a connection to the Runtime API may do (configuration manual, `stats socket`, `level`),
/// least first.
public enum CliLevel {
  /// Looks, without addresses.
  USER,
  /// Looks, and clears counters. The default of a `stats socket`.
  OPERATOR,
  /// Changes states too.
  ADMIN;

  /// @param answer of `show cli level`
  public static Optional<CliLevel> of(String answer) {
    return Arrays.stream(values()).filter(l -> l.word().equals(answer.strip())).findFirst();
  }

  /// @return as the configuration writes it
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
