package org.haproxydoctor.config;

import java.util.List;
import java.util.Optional;
import org.haproxydoctor.model.ConfigLine;

/// One `tcp-check` line.
///
/// @param idle whether it neither connects, sends nor awaits: a comment or a variable
/// @param number under which HAProxy reports it
/// @param comment of the rule, or before it; maybe empty
/// @param connect how a connection is opened, where that is what the rule does
/// @param words those of the line from the action on
record TcpRule(
    boolean idle,
    int number,
    String comment,
    Optional<ConnectRule> connect,
    List<String> words,
    ConfigLine line) {

  TcpRule {
    words = List.copyOf(words);
  }

  static TcpRule idle(Statement statement, int number) {
    return new TcpRule(true, number, "", Optional.empty(), statement.from(1), statement.line());
  }

  static TcpRule of(Statement statement, int number, String comment, Problems problems) {
    Optional<ConnectRule> connect =
        statement.word(1).equals("connect")
            ? Optional.of(ConnectRule.parse(statement.from(2), statement.line(), problems))
            : Optional.empty();
    TcpRule rule =
        new TcpRule(false, number, comment, connect, statement.from(1), statement.line());
    if (connect.isEmpty()) {
      new TcpRuleParser(rule).complain(problems);
    }
    return rule;
  }
}
