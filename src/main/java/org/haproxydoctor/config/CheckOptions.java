package org.haproxydoctor.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.HaproxyVersion;
import org.jspecify.annotations.Nullable;

/// How a section says its servers are checked: the last of `option httpchk` and its kin, and the
/// `http-check` and `tcp-check` rules.
///
/// The rules of a `defaults` section are inherited as a whole or not at all: the first rule, or the
/// first `option httpchk`, of the section itself hides them, the inherited request included
/// (`proxy_parse_httpcheck()` and `proxy_parse_httpchk_opt()`, src/tcpcheck.c; seen on 2.6). An
/// `option httpchk` replaces the one before it, but once an `http-check send` has been merged with
/// one, a further one only replaces the parts it names (seen on 2.2 to 3.4). From 3.4 on a
/// section's own `option httpchk` also hides an inherited `disable-on-404` and `send-state`.
final class CheckOptions {
  private static final Set<String> OTHERS =
      Set.of(
          "redis-check",
          "mysql-check",
          "pgsql-check",
          "smtpchk",
          "ldap-check",
          "ssl-hello-chk",
          "spop-check",
          "external-check",
          "lb-agent-chk");

  private final List<HttpRule> httpRules = new ArrayList<>();
  private final List<TcpRule> tcpRules = new ArrayList<>();
  private final TcpRuleNumbers tcpNumbers = new TcpRuleNumbers();
  private List<HttpRule> httpInEffect = httpRules;
  private List<TcpRule> tcpInEffect = tcpRules;
  private final List<ConfigLine> external = new ArrayList<>();
  private @Nullable Choice choice;
  private @Nullable ConfigLine disableOn404;
  private @Nullable ConfigLine sendState;
  private @Nullable ConfigLine inheritedDisableOn404;
  private @Nullable ConfigLine inheritedSendState;

  /// The option in effect, such as `httpchk`.
  ///
  /// @param arguments the words after its name
  record Choice(String name, List<String> arguments, ConfigLine line) {}

  CheckOptions() {}

  /// What a section begins with that uses these as its defaults.
  CheckOptions inherited() {
    CheckOptions child = new CheckOptions();
    child.choice = choice;
    child.external.addAll(external);
    child.httpInEffect = httpInEffect;
    child.tcpInEffect = tcpInEffect;
    child.inheritedDisableOn404 = disableOn404().orElse(null);
    child.inheritedSendState = sendState().orElse(null);
    return child;
  }

  /// Takes `external-check command` or `external-check path`; a later one counts.
  void external(Statement statement) {
    external.removeIf(l -> l.text().startsWith("external-check " + statement.word(1) + " "));
    external.add(statement.line());
  }

  List<ConfigLine> external() {
    return List.copyOf(external);
  }

  Optional<Choice> choice() {
    return Optional.ofNullable(choice);
  }

  List<HttpRule> httpRules() {
    return List.copyOf(httpInEffect);
  }

  List<TcpRule> tcpRules() {
    return List.copyOf(tcpInEffect);
  }

  /// @return the first of the `http-check` rules where nothing uses them
  Optional<ConfigLine> idleHttpRule() {
    return httpRules.stream()
        .filter(r -> !(r instanceof HttpRule.Send s) || !s.fromOption())
        .filter(_ -> choice().filter(c -> c.name().equals("httpchk")).isEmpty())
        .map(HttpRule::line)
        .findFirst();
  }

  Optional<ConfigLine> disableOn404() {
    return Optional.ofNullable(disableOn404 == null ? inheritedDisableOn404 : disableOn404);
  }

  Optional<ConfigLine> sendState() {
    return Optional.ofNullable(sendState == null ? inheritedSendState : sendState);
  }

  /// @return whether the statement is `option httpchk` or another that chooses the kind of check
  static boolean isCheckOption(Statement statement) {
    boolean negated = statement.keyword().equals("no") || statement.keyword().equals("default");
    int at = negated ? 1 : 0;
    String name = statement.word(at + 1);
    return statement.word(at).equals("option")
        && (name.equals("httpchk") || name.equals("tcp-check") || OTHERS.contains(name));
  }

  /// Takes a statement for which [#isCheckOption] holds.
  void option(Statement statement, Reading reading) {
    Problems problems = reading.problems();
    ConfigLine line = statement.line();
    if (!statement.keyword().equals("option")) {
      problems.add(line, "HAProxy refuses '" + statement.keyword() + "' here; taken as no option");
      choice = null;
      return;
    }
    String name = statement.word(1);
    choice = new Choice(name, statement.from(2), line);
    if (name.equals("tcp-check")) {
      if (!tcpRules.isEmpty()) {
        tcpInEffect = tcpRules;
      }
    } else if (name.equals("httpchk")) {
      List<String> arguments = statement.from(2);
      complain(arguments, line, reading.version(), problems);
      if (httpRules.stream().noneMatch(CheckOptions::isWrittenSend)) {
        httpRules.removeIf(r -> r instanceof HttpRule.Send);
      }
      if (reading.version().filter(v -> !v.isBefore(3, 4)).isPresent()) {
        inheritedDisableOn404 = null;
        inheritedSendState = null;
      }
      httpRules.add(new HttpRule.Send(HttpSend.ofOption(arguments), true, line));
      httpInEffect = httpRules;
    }
  }

  private static boolean isWrittenSend(HttpRule rule) {
    return rule instanceof HttpRule.Send send && !send.fromOption();
  }

  private static void complain(
      List<String> arguments,
      ConfigLine line,
      Optional<HaproxyVersion> version,
      Problems problems) {
    if (arguments.size() > 4) {
      problems.add(line, "option httpchk has too many arguments");
    } else if (arguments.size() == 4 && version.filter(v -> v.isBefore(3, 1)).isPresent()) {
      problems.add(line, "HAProxy before 3.1 refuses the host after the version");
    } else if (arguments.size() == 3
        && arguments.get(2).contains("\r\n")
        && version.filter(v -> !v.isBefore(2, 7)).isPresent()) {
      problems.add(line, "HAProxy from 2.7 on refuses headers behind the version");
    }
  }

  /// Takes a line of a `healthcheck` section, where `type` stands for `option`.
  void healthcheck(Statement statement, Reading reading) {
    Problems problems = reading.problems();
    switch (statement.keyword()) {
      case "type" -> {
        List<String> words = new ArrayList<>(statement.words());
        words.set(0, "option");
        Statement option = new Statement(statement.line(), words, statement.indented());
        if (isCheckOption(option)) {
          option(option, reading);
        } else {
          problems.add(statement.line(), "unknown type of check '" + statement.word(1) + "'");
        }
      }
      case "http-check" -> httpCheck(statement, problems);
      case "tcp-check" -> tcpCheck(statement, problems);
      default -> {}
    }
  }

  void httpCheck(Statement statement, Problems problems) {
    ConfigLine line = statement.line();
    List<String> arguments = statement.from(2);
    switch (statement.word(1)) {
      case "disable-on-404" -> disableOn404 = line;
      case "send-state" -> sendState = line;
      case "send" ->
          add(new HttpRule.Send(new HttpRuleParser(line, arguments, problems).send(), false, line));
      case "expect" -> new HttpRuleParser(line, arguments, problems).expect().ifPresent(this::add);
      case "connect" ->
          add(new HttpRule.Connect(ConnectRule.parse(arguments, line, problems), line));
      default -> {
        if (!isVariableOrComment(statement.word(1))) {
          problems.add(line, "unknown http-check rule '" + statement.word(1) + "'");
        }
      }
    }
  }

  private void add(HttpRule rule) {
    httpRules.add(rule);
    if (choice != null && choice.name().equals("httpchk")) {
      httpInEffect = httpRules;
    }
  }

  void tcpCheck(Statement statement, Problems problems) {
    String action = statement.word(1);
    String comment = tcpNumbers.next(statement);
    tcpRules.add(
        isVariableOrComment(action)
            ? TcpRule.idle(statement, tcpNumbers.last())
            : TcpRule.of(statement, tcpNumbers.last(), comment, problems));
    if (choice != null && choice.name().equals("tcp-check")) {
      tcpInEffect = tcpRules;
    }
  }

  private static boolean isVariableOrComment(String action) {
    return action.equals("comment")
        || action.startsWith("set-var")
        || action.startsWith("unset-var(");
  }
}
