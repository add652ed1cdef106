package org.haproxydoctor.config;

import java.util.Set;

/// Tells the lines that decide what a health check does from the many that do not: only about those
/// it is worth complaining.
final class Relevance {
  private static final Set<String> KEYWORDS =
      Set.of("server", "server-template", "default-server", "http-check", "tcp-check", "source");
  private static final Set<String> TIMEOUTS = Set.of("check", "connect");

  /// Lines that bear on the checks of other lines.
  private static final Set<String> WIDER =
      Set.of(
          "defaults",
          "backend",
          "listen",
          "healthcheck",
          "setenv",
          "presetenv",
          "unsetenv",
          "resetenv",
          "ssl-server-verify",
          "ssl-default-server-options");

  private Relevance() {}

  /// @return whether it decides a check, or may decide what other lines make of one
  static boolean mayDecideChecks(Statement statement) {
    return WIDER.contains(statement.keyword()) || decidesChecks(statement);
  }

  static boolean decidesChecks(Statement statement) {
    return KEYWORDS.contains(statement.keyword())
        || CheckOptions.isCheckOption(statement)
        || (statement.keyword().equals("timeout") && TIMEOUTS.contains(statement.word(1)));
  }
}
