package org.haproxydoctor.config;

import java.util.Set;

/// The statements by which a section is complete without servers: it answers clients itself, sends
/// them elsewhere, or only keeps a table (configuration manual, `http-request`, `redirect`, `stats
/// enable`, `dispatch`, `stick-table`, `errorfile`).
final class OwnAnswers {
  private static final Set<String> ANSWERS = Set.of("redirect", "return", "use-service");

  /// Guards rather than answers where they have a condition: whoever passes needs a server.
  private static final Set<String> REFUSALS = Set.of("deny", "reject", "silent-drop", "tarpit");

  private static final String NO_SERVER = "503";

  private OwnAnswers() {}

  static boolean has(Statement statement) {
    return switch (statement.keyword()) {
      case "redirect", "monitor-uri", "dispatch", "stick-table" -> true;
      case "stats" -> Set.of("enable", "uri", "admin", "auth").contains(statement.word(1));
      // A page of its own for whom no server can answer: the old way to make a page of a section.
      case "errorfile", "errorloc", "errorloc302", "errorloc303" ->
          statement.word(1).equals(NO_SERVER);
      case "http-error" ->
          statement.word(1).equals("status") && statement.word(2).equals(NO_SERVER);
      case "http-request" -> isAnswer(statement, 1);
      case "tcp-request" -> isAnswer(statement, 2);
      default -> false;
    };
  }

  private static boolean isAnswer(Statement statement, int at) {
    String action = statement.word(at);
    boolean conditional = statement.words().contains("if") || statement.words().contains("unless");
    return ANSWERS.contains(action) || (REFUSALS.contains(action) && !conditional);
  }
}
