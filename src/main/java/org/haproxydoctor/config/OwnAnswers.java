package org.haproxydoctor.config;

import java.util.Set;

/// The statements by which a section answers clients itself, so that it needs no server
/// (configuration manual, `http-request`, `redirect`, `stats enable`).
final class OwnAnswers {
  private static final Set<String> ACTIONS =
      Set.of("redirect", "return", "deny", "reject", "tarpit", "use-service", "auth");

  private OwnAnswers() {}

  static boolean has(Statement statement) {
    return switch (statement.keyword()) {
      case "redirect", "monitor-uri" -> true;
      case "stats" -> Set.of("enable", "uri", "admin", "auth").contains(statement.word(1));
      case "http-request" -> ACTIONS.contains(statement.word(1));
      case "tcp-request" -> ACTIONS.contains(statement.word(2));
      default -> false;
    };
  }
}
