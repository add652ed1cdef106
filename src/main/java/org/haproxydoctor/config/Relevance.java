package org.haproxydoctor.config;

import java.util.Set;

/// Tells the lines that decide what a health check does from the many that do not: only about those
/// it is worth complaining.
final class Relevance {
  private static final Set<String> KEYWORDS =
      Set.of("server", "server-template", "default-server", "http-check", "tcp-check", "source");
  private static final Set<String> TIMEOUTS = Set.of("check", "connect");

  private Relevance() {}

  static boolean decidesChecks(Statement statement) {
    return KEYWORDS.contains(statement.keyword())
        || CheckOptions.isCheckOption(statement)
        || (statement.keyword().equals("timeout") && TIMEOUTS.contains(statement.word(1)));
  }
}
