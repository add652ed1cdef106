package org.haproxydoctor.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.haproxydoctor.config.ServerSettings.Source;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.Configuration.UseServer;
import org.haproxydoctor.model.ProxyLimits;
import org.jspecify.annotations.Nullable;

/// A `defaults`, `frontend`, `backend` or `listen` section while it is read (configuration manual,
/// section 4).
final class ProxySection {

  /// The keyword that opened the section.
  enum Kind {
    DEFAULTS,
    FRONTEND,
    BACKEND,
    LISTEN;

    boolean hasServers() {
      return this == BACKEND || this == LISTEN;
    }
  }

  /// A time and the line that gives it.
  record Timed(Duration duration, ConfigLine line) {}

  private final Kind kind;
  private final String name;
  private final ConfigLine line;
  private final Reading reading;
  private final Problems problems;
  private final CheckOptions checks;
  private final ServerSettings defaultServer;
  private final List<ServerDraft> servers = new ArrayList<>();
  private final Routing routing = new Routing();
  private final List<UseServer> useServers = new ArrayList<>();
  private final TrafficSettings traffic;
  private @Nullable Timed checkTimeout;
  private @Nullable Timed connectTimeout;
  private @Nullable Source source;
  private boolean answersItself;
  private StateFiles stateFiles;

  ProxySection(
      Kind kind, String name, ConfigLine line, Optional<ProxySection> defaults, Reading reading) {
    this.kind = kind;
    this.name = name;
    this.line = line;
    this.reading = reading;
    problems = reading.problems();
    checks = defaults.map(d -> d.checks.inherited()).orElseGet(CheckOptions::new);
    defaultServer = defaults.map(d -> d.defaultServer.copy()).orElseGet(ServerSettings::new);
    checkTimeout = defaults.flatMap(ProxySection::checkTimeout).orElse(null);
    connectTimeout = defaults.flatMap(ProxySection::connectTimeout).orElse(null);
    source = defaults.flatMap(ProxySection::source).orElse(null);
    defaults.ifPresent(d -> routing.inherit(d.routing));
    stateFiles = defaults.map(ProxySection::stateFiles).orElse(StateFiles.NONE);
    traffic = defaults.map(d -> d.traffic.inherited()).orElseGet(TrafficSettings::new);
  }

  void take(Statement statement) {
    answersItself |= OwnAnswers.has(statement);
    traffic.take(statement);
    if (CheckOptions.isCheckOption(statement)) {
      checks.option(statement, reading);
      return;
    }
    switch (statement.keyword()) {
      case "http-check" -> checks.httpCheck(statement, problems);
      case "tcp-check" -> checks.tcpCheck(statement, problems);
      case "external-check" -> checks.external(statement);
      case "default-server" -> {
        defaultServer.addLine(statement.line());
        ServerKeywords.read(defaultServer, statement.line(), statement.from(1), problems);
      }
      case "server" -> addServers(statement, false);
      case "server-template" -> addServers(statement, true);
      case "use-server" -> useServer(statement);
      case "timeout" -> timeout(statement);
      case "source" ->
          source = ServerKeywords.source(statement.word(1), statement.from(2), statement.line());
      case "load-server-state-from-file", "server-state-file-name" ->
          stateFiles = stateFiles.with(statement);
      case "disabled" ->
          problems.add(
              statement.line(), "the section is disabled: HAProxy neither checks nor shows it");
      case "no", "default" -> negated(statement);
      default -> routing.take(statement);
    }
  }

  boolean answersItself() {
    return answersItself;
  }

  private void addServers(Statement statement, boolean template) {
    if (!kind.hasServers()) {
      problems.add(statement.line(), "a server cannot be in this section");
    } else if (template) {
      servers.addAll(ServerLines.template(statement, name, defaultServer, reading));
    } else {
      servers.addAll(ServerLines.server(statement, name, defaultServer, reading));
    }
  }

  private void useServer(Statement statement) {
    Optional<String> named = Optional.of(statement.word(1)).filter(n -> !n.contains("%["));
    useServers.add(new UseServer(named, statement.line()));
  }

  private void timeout(Statement statement) {
    boolean check = statement.word(1).equals("check");
    if (!check && !statement.word(1).equals("connect")) {
      return;
    }
    Optional<Duration> duration = Times.parse(statement.word(2));
    if (duration.isEmpty()) {
      problems.add(statement.line(), "'" + statement.word(2) + "' is not a time");
      return;
    }
    // Zero means no timeout, which is what HAProxy does without the line.
    Timed timed = duration.get().isZero() ? null : new Timed(duration.get(), statement.line());
    if (check) {
      checkTimeout = timed;
    } else {
      connectTimeout = timed;
    }
  }

  private void negated(Statement statement) {
    if (Relevance.decidesChecks(
        new Statement(statement.line(), withoutFirst(statement), statement.indented()))) {
      problems.add(
          statement.line(),
          "HAProxy does not know '" + statement.keyword() + " " + statement.word(1) + "'");
    }
  }

  private static List<String> withoutFirst(Statement statement) {
    return statement.words().size() > 1 ? statement.from(1) : statement.words();
  }

  Kind kind() {
    return kind;
  }

  String name() {
    return name;
  }

  ConfigLine line() {
    return line;
  }

  CheckOptions checks() {
    return checks;
  }

  List<ServerDraft> servers() {
    return List.copyOf(servers);
  }

  StateFiles stateFiles() {
    return stateFiles;
  }

  Routing routing() {
    return routing;
  }

  List<UseServer> useServers() {
    return List.copyOf(useServers);
  }

  ProxyLimits limits() {
    return traffic.of(name, kind == Kind.FRONTEND || kind == Kind.LISTEN);
  }

  Optional<Timed> checkTimeout() {
    return Optional.ofNullable(checkTimeout);
  }

  Optional<Timed> connectTimeout() {
    return Optional.ofNullable(connectTimeout);
  }

  Optional<Source> source() {
    return Optional.ofNullable(source);
  }
}
